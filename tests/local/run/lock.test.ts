import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { acquireLock, runningProcess } from "../../../ops/stack/lock";
import { identityOf } from "../../../ops/stack/process-identity";
import { AlreadyRunningError } from "../../../ops/stack/run-errors";

describe("the lock of a local run", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-lock-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = () => join(folder, "run.lock");

  it("refuses a second run and names the process of the first", () => {
    const lock = acquireLock(folder);

    expect(() => acquireLock(folder)).to.throw(AlreadyRunningError, `process ${process.pid}`);
    lock.release();
  });

  it("leaves nothing behind once it is given back, and can be given back twice", () => {
    const lock = acquireLock(folder);
    lock.release();
    lock.release();

    expect(readdirSync(folder)).to.deep.equal([]);
    expect(runningProcess(folder)).to.equal(undefined);
  });

  it("is taken over from a process that is gone", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    const pid = child.pid ?? 0;
    await once(child, "exit");
    writeFileSync(file(), JSON.stringify({ pid, identity: "whoever" }));

    const lock = acquireLock(folder);

    expect(lock.tookOver).to.equal(true);
    expect(runningProcess(folder)).to.equal(process.pid);
    lock.release();
  });

  it("is taken over when its process number now belongs to another process", () => {
    writeFileSync(file(), JSON.stringify({ pid: process.pid, identity: "started at another time" }));

    const lock = acquireLock(folder);

    expect(lock.tookOver).to.equal(true);
    lock.release();
  });

  it("is taken over when it cannot be read as a lock", () => {
    for (const text of ["", "{", "[]", '{"pid":-1,"identity":"x"}']) {
      writeFileSync(file(), text);
      acquireLock(folder).release();
    }

    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("is not removed by a run that has lost it", () => {
    const lock = acquireLock(folder);
    writeFileSync(file(), "somebody else's");

    lock.release();

    expect(readFileSync(file(), "utf8")).to.equal("somebody else's");
  });

  it("goes to exactly one of many runs that start at once over a dead one's", async () => {
    writeFileSync(file(), JSON.stringify({ pid: process.pid, identity: "started at another time" }));
    const source = `
      const { acquireLock } = require(${JSON.stringify(join(__dirname, "../../../ops/stack/lock"))});
      try { acquireLock(${JSON.stringify(folder)}); console.log("taken"); } catch (error) { console.log(error.name); }
      setTimeout(() => undefined, 1500);`;
    const runs = Array.from({ length: 4 }, () => spawn(process.execPath, ["--require", "tsx/cjs", "-e", source]));
    const outcomes = await Promise.all(
      runs.map(async (run) => {
        let text = "";
        run.stdout.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        await once(run, "close");
        return text.trim();
      }),
    );

    expect(outcomes.sort()).to.deep.equal([...Array(3).fill("AlreadyRunningError"), "taken"]);
  });
});

describe("the identity of a process", () => {
  it("stays the same, differs between processes, and ends with the process", async () => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"]);
    const pid = child.pid ?? 0;

    const [first, again, own] = [identityOf(pid), identityOf(pid), identityOf(process.pid)];
    child.kill("SIGKILL");
    await once(child, "exit");

    expect(first).to.be.a("string");
    expect(again).to.equal(first);
    expect(own).not.to.equal(first);
    expect(identityOf(pid)).to.equal(undefined);
  });
});
