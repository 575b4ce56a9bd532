// npm test [-- PATH ...]: every check and every test, or only the tests of these paths. npm test -- --changed: every check, and the tests
// that the differences from main can break. The last line is `N passed, N failed`.
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { CommandConsole } from "../cli/console";
import { explain } from "../cli/errors";
import { exitCodes } from "../cli/exit-codes";
import { runMain } from "../cli/main";
import { projectRoot } from "../launch/project-root.cjs";
import { changedTests } from "./test/changed";
import { runCheck } from "./test/check";
import type { TaskResult } from "./test/result";
import { runSuite } from "./test/suite";

/** A command that passes or fails as a whole, or a folder of mocha tests. */
interface Task {
  readonly name: string;
  readonly run: () => Promise<TaskResult>;
}

/** All tasks, or every check and only these tests. The slowest come first, so that no core is idle at the end. */
function allTasks(only?: readonly string[]): Task[] {
  const suite = (folders: readonly string[]): Task[] => {
    const paths = only?.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`))) ?? folders;
    return paths.length === 0 ? [] : [{ name: folders.join(", "), run: () => runSuite(paths) }];
  };
  // Read from the folders, so that a new one is included.
  const slow = ["tests/local/run", "tests/local/scale", "tests/policies"];
  const apart = [...slow, "tests/local", "tests/support"];
  const local = testFolders("tests/local").filter((folder) => !apart.includes(folder));
  const others = testFolders("tests").filter((folder) => !apart.includes(folder));
  return [
    ...slow.flatMap((folder) => suite([folder])),
    ...suite(local),
    ...others.flatMap((folder) => suite([folder])),
    { name: "types (tsc)", run: () => runCheck("node_modules/typescript/bin/tsc", ["--noEmit"]) },
    {
      name: "types of the console's page (tsc)",
      run: () => runCheck("node_modules/typescript/bin/tsc", ["--noEmit", "-p", "console/page"]),
    },
    { name: "format and lint (biome)", run: () => runCheck("node_modules/@biomejs/biome/bin/biome", ["check", "."]) },
  ];
}

function testFolders(parent: string): string[] {
  const entries = readdirSync(join(projectRoot, parent), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${parent}/${entry.name}`);
}

async function tasksOf(args: readonly string[], console: CommandConsole): Promise<Task[]> {
  if (args.length === 0) return allTasks();
  if (!args.includes("--changed")) return [{ name: args.join(" "), run: () => runSuite(args) }];
  const { changed, tests } = await changedTests(projectRoot);
  console.say(`${changed.length} changed files, which ${tests.length} test files stand on`);
  return allTasks(tests);
}

async function runAll(console: CommandConsole): Promise<number> {
  const queue = await tasksOf(process.argv.slice(2), console);
  const results: TaskResult[] = [];
  const workers = Array.from({ length: Math.max(1, Math.min(2, availableParallelism())) }, async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      const began = performance.now();
      const result = await task.run();
      results.push(result);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.say(
        `${result.failures.length === 0 ? "ok    " : "FAILED"} ${task.name}: ${result.passed} passed, ${seconds} s`,
      );
    }
  });
  await Promise.all(workers);
  const failures = results.flatMap((result) => result.failures);
  for (const [index, failure] of failures.entries()) {
    console.say(`\n${index + 1}) ${failure.title}\n${failure.detail}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  console.say(`\n${passed} passed, ${failures.length} failed`);
  return failures.length === 0 && passed > 0 ? exitCodes.ok : exitCodes.failed;
}

runMain(async ({ console }) => {
  try {
    return await runAll(console);
  } catch (error) {
    // Keep the count as the last line.
    console.note(explain(error));
    console.say("0 passed, 1 failed");
    return exitCodes.failed;
  }
});
