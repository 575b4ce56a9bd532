import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { changedTests, testsFor } from "../../scripts/test/changed";
import { changedFiles } from "../../scripts/test/changed-files";

const project: Readonly<Record<string, string>> = {
  "tests/ops/a.test.ts": `import { a } from "../../ops/a"; it("holds", () => a());`,
  "tests/ops/run.test.ts": `it("runs", () => start("ops/command.ts"));`,
  "tests/delivery/page.test.ts": `// not local/alone.ts\nit("reads", () => read("docs/page.md"));`,
  "tests/components/stack.test.ts": `import "../support/pulumi";`,
  "tests/support/pulumi.ts": `export const load = (name: string) => import(name + ".ts");`,
  "ops/a.ts": `import { b } from "./b"; export const a = () => b;`,
  "ops/b.ts": "export const b = 1;",
  "ops/command.ts": `import "./b";`,
  "ops/notes.txt": "what nobody reads",
  "docs/page.md": "See `ops/a.ts`.",
  "index.ts": `import "./components/x";`,
  "components/x.ts": "export {};",
  "local/alone.ts": "export {};",
  ".github/workflows/deploy.yml": "on: push",
  "package.json": "{}",
  LICENSE: "MIT",
};

describe("the tests that a change can break", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "backoffice-changed-"));
    for (const [file, text] of Object.entries(project)) write(file, text);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }

  function git(...args: readonly string[]): void {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: root,
      stdio: "pipe",
    });
  }

  const all = Object.keys(project)
    .filter((file) => file.endsWith(".test.ts"))
    .sort();
  const cases: readonly (readonly [why: string, changed: readonly string[], tests: readonly string[]])[] = [
    ["that import it, and those that start what does", ["ops/b.ts"], ["tests/ops/a.test.ts", "tests/ops/run.test.ts"]],
    ["that start it by its path", ["ops/command.ts"], ["tests/ops/run.test.ts"]],
    ["that read it: a page, and not what the page names", ["docs/page.md"], ["tests/delivery/page.test.ts"]],
    ["that have changed themselves", ["tests/ops/a.test.ts"], ["tests/ops/a.test.ts"]],
    ["that run the program, whose name they put together", ["components/x.ts"], ["tests/components/stack.test.ts"]],
    [
      "of the delivery, for a workflow that no test names",
      [".github/workflows/deploy.yml"],
      ["tests/delivery/page.test.ts"],
    ],
    [
      "of its folder, where no test's graph has it",
      ["ops/notes.txt"],
      ["tests/ops/a.test.ts", "tests/ops/run.test.ts"],
    ],
    ["of all folders, where its own has none; a comment names nothing", ["local/alone.ts"], all],
    ["of all folders, for what all stand on", ["package.json"], all],
    ["of none, for what none reads", ["LICENSE"], []],
    ["of none, for what is gone: whoever imported it has changed too", ["ops/gone.ts"], []],
  ];
  for (const [why, changed, tests] of cases) {
    it(`are those ${why} (${changed.join()})`, async () => {
      expect(await testsFor(root, Object.keys(project), changed)).to.deep.equal(tests);
    });
  }

  it("come of all that differs from the branch's beginning: committed, not committed and new", async () => {
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "base");
    git("checkout", "-qb", "work");
    write("docs/page.md", "committed");
    git("commit", "-qam", "page");
    write("ops/command.ts", "export {};");
    write("tests/ops/new.test.ts", `it("is new", () => {});`);
    rmSync(join(root, "LICENSE"));

    expect(await changedTests(root)).to.deep.equal({
      changed: ["LICENSE", "docs/page.md", "ops/command.ts", "tests/ops/new.test.ts"],
      tests: ["tests/delivery/page.test.ts", "tests/ops/new.test.ts", "tests/ops/run.test.ts"],
    });
  });

  it("come of both paths of a file that was moved, of names that git would quote, and of a folder's own files alone", () => {
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "base");
    git("mv", "ops/b.ts", "ops/c.ts");
    write("ops/größe\n2.ts", "export {};");
    write("docs/page.md", "changed");

    expect(changedFiles(root, "HEAD")).to.deep.equal(["docs/page.md", "ops/b.ts", "ops/c.ts", "ops/größe\n2.ts"]);
    expect(changedFiles(join(root, "ops"), "HEAD")).to.deep.equal(["b.ts", "c.ts", "größe\n2.ts"]);
    expect(() => changedFiles(root, "no-such-commit")).to.throw("no-such-commit");
  });

  it("are unknown where there is no main to compare with", async () => {
    execFileSync("git", ["init", "-q", "-b", "other"], { cwd: root });

    const refused = await changedTests(root).catch((error: unknown) => error);

    expect(String(refused)).to.contain("there is neither main nor origin/main");
  });
});
