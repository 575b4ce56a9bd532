import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runCheck } from "../../scripts/test/check";
import { runSuite } from "../../scripts/test/suite";

describe("the test command", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-suite-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, text: string): string {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  }

  it("counts passes and failures as mocha does, and names what failed", async () => {
    write(
      "a.test.ts",
      `it("holds", () => {}); it("breaks", () => { throw new Error("broken on purpose"); });
       it("differs", () => { throw Object.assign(new Error("differs"), { expected: { a: 1, b: 3 }, actual: { a: 1, b: 2 } }); });`,
    );
    write("b.test.ts", `it("holds too", () => {});`);

    const result = await runSuite([folder]);

    expect(result.passed).to.equal(2);
    expect(result.failures.map((failure) => failure.title)).to.deep.equal(["breaks", "differs"]);
    expect(result.failures[0]?.detail).to.contain("broken on purpose");
    expect(result.failures[1]?.detail).to.contain('\n    -   "b": 3').and.to.contain('\n    +   "b": 2');
  });

  it("takes a skipped test for a failure", async () => {
    write("a.test.ts", `it("holds", () => {}); it.skip("sleeps", () => {});`);

    const result = await runSuite([folder]);

    expect(result.failures.map((failure) => failure.title)).to.deep.equal(["sleeps"]);
  });

  it("takes a file that does not load, or holds no test, for a failure", async () => {
    const broken = write("broken.test.ts", `throw new Error("cannot load");`);
    const empty = write("empty.test.ts", "export {};");

    const [first, second] = await Promise.all([runSuite([broken]), runSuite([empty])]);

    expect(first.failures).to.have.length(1);
    expect(first.failures[0]?.detail).to.contain("cannot load");
    expect(second.failures).to.have.length(1);
    expect(second.failures[0]?.title).to.contain("no test found");
  });

  it("takes a check that exits with anything but 0 for a failure, with its output", async () => {
    const good = write("good.mjs", `console.log("fine");`);
    const bad = write("bad.mjs", `console.error("line 7 is wrong"); process.exit(3);`);

    const [first, second] = await Promise.all([runCheck(good, []), runCheck(bad, [])]);

    expect(first).to.deep.equal({ passed: 1, failures: [] });
    expect(second.passed).to.equal(0);
    expect(second.failures[0]?.title).to.contain("exited with 3");
    expect(second.failures[0]?.detail).to.contain("line 7 is wrong");
  });
});
