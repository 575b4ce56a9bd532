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
  /** It waits for a stack on this machine: beside another one, both would be late. Default: false. */
  readonly isTimed?: boolean;
  readonly run: () => Promise<TaskResult>;
}

/** Folders of tests/ whose tests start the emulator; the slowest first. */
const timed: readonly string[] = ["tests/local/run", "tests/local/scale", "tests/local", "tests/ops", "tests/browser"];
const slow: readonly string[] = [
  ...["tests/policies", "tests/scripts", "tests/extending", "tests/program"],
  "tests/browser/fakes",
];

/** All tasks, or every check and only these tests. The slowest come first, so that no core is idle at the end. */
function allTasks(only?: readonly string[]): Task[] {
  const suite = (name: string, folders: readonly string[], isTimed: boolean): Task[] => {
    const paths = only?.filter((file) => folders.some((folder) => file.startsWith(`${folder}/`))) ?? folders;
    return paths.length === 0 ? [] : [{ name, isTimed, run: () => runSuite(paths) }];
  };
  // Read from the folders, so that a new one is included.
  const named = [...timed, ...slow, "tests/support", "tests/browser/support"];
  const foldersOf = (folder: string): string[] =>
    named.some((inner) => inner.startsWith(`${folder}/`))
      ? testFolders(folder).filter((inner) => !named.includes(inner))
      : [folder];
  const others = testFolders("tests").filter((folder) => !named.includes(folder));
  return [
    ...timed.flatMap((folder) => suite(folder, foldersOf(folder), true)),
    ...[...slow, ...others].flatMap((folder) => suite(folder, [folder], false)),
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

/** The next task: a timed one unless one is running, else another one. `undefined`: nothing can be run beside that one. */
function takeNext(queue: Task[], timedIsRunning: boolean): Task | undefined {
  const index = queue.findIndex(({ isTimed = false }) => isTimed !== timedIsRunning);
  return index < 0 && timedIsRunning ? undefined : queue.splice(Math.max(0, index), 1)[0];
}

async function runAll(console: CommandConsole): Promise<number> {
  const queue = await tasksOf(process.argv.slice(2), console);
  const results: TaskResult[] = [];
  let timedIsRunning = false;
  const work = async () => {
    for (let task = takeNext(queue, timedIsRunning); task !== undefined; task = takeNext(queue, timedIsRunning)) {
      const began = performance.now();
      if (task.isTimed === true) timedIsRunning = true;
      const result = await task.run();
      if (task.isTimed === true) timedIsRunning = false;
      results.push(result);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.say(
        `${result.failures.length === 0 ? "ok    " : "FAILED"} ${task.name}: ${result.passed} passed, ${seconds} s`,
      );
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(2, availableParallelism())) }, work));
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
