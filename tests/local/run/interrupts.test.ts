import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { orAborted } from "../../../local/run/interrupts";
import { membersOf } from "../../../local/run/process-group";

describe("racing work against an interrupt", () => {
  it("gives what the work gives", async () => {
    expect(await orAborted(Promise.resolve(7), new AbortController().signal)).to.equal(7);
  });

  it("ends with the reason, also when it was there before", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped");
    const waiting = orAborted(delay(10_000, undefined, { ref: false }), controller.signal);
    controller.abort(reason);

    expect(await waiting.catch((error: unknown) => error)).to.equal(reason);
    expect(await orAborted(Promise.resolve(7), controller.signal).catch((error: unknown) => error)).to.equal(reason);
  });
});

describe("a run that npm started", () => {
  it("is interrupted when npm is killed and can pass no signal on", async () => {
    const source = `
      const { watchInterrupts } = require(${JSON.stringify(join(__dirname, "../../../local/run/interrupts"))});
      const controller = new AbortController();
      controller.signal.addEventListener("abort", () => { process.stdout.write("ended"); process.exit(0); });
      watchInterrupts(controller);
      setTimeout(() => process.exit(1), 10_000);
      process.stdout.write("up ");`;
    // In npm's place: a process that starts the run, shares its output with it, and is killed.
    const starter = `require("node:child_process").spawn(process.execPath, ["--require", "tsx/cjs", "-e", ${JSON.stringify(source)}], { stdio: ["ignore", "inherit", "inherit"] })`;
    const npm = spawn(process.execPath, ["-e", starter], { env: { ...process.env, npm_lifecycle_event: "start" } });
    let output = "";
    npm.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output === "up ") npm.kill("SIGKILL");
    });

    await once(npm, "close");

    expect(output).to.equal("up ended");
  });
});

describe("a process group", () => {
  it("has members while they live, and none once they have ended", async () => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { detached: true });
    const pid = child.pid ?? 0;

    const alive = membersOf(pid);
    child.kill("SIGKILL");
    await once(child, "exit");

    expect(alive).to.deep.equal([pid]);
    expect(membersOf(pid)).to.deep.equal([]);
  });
});
