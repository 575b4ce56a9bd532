import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { startEmulator } from "../../../local/emulator/start";
import { emulatorOf, startRun, useRunFolders } from "./started-run";

const kept = ["--keep", "--no-traffic"];
const isUp = "Press Ctrl-C to stop it";

describe("a local run in trouble", () => {
  const folders = useRunFolders([beforeEach, afterEach]);

  function token(...args: string[]) {
    const command = ["scripts/run.mjs", "local/token.ts", ...args];
    return spawnSync(process.execPath, command, { cwd: projectRoot, env: folders.env, encoding: "utf8" });
  }

  it("refuses a second run, gives tokens that the API takes, and ends with a message when its emulator dies", async () => {
    const run = startRun(folders, kept);
    await run.printed(isUp);

    const second = startRun(folders, []);
    expect((await second.ended).code).to.equal(1);
    expect(second.output()).to.contain(`another local run is up in this folder: process ${run.child.pid}`);

    const { status, stdout } = token("--customer", "ada");
    const stack = JSON.parse(readFileSync(join(folders.folder, "stack.json"), "utf8")) as {
      outputs: { orders: { apiUrl: string } };
      credentials: { accessKeyId: string; secretAccessKey: string };
    };
    const headers = { authorization: `Bearer ${stdout.trim()}` };
    const answer = await fetch(`${stack.outputs.orders.apiUrl}/customers/ada/orders`, { headers });
    expect(status).to.equal(0);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.equal({ orders: [] });
    const staff = token("--staff");
    expect(staff.status, staff.stderr).to.equal(0);
    const seen = await fetch(`${stack.outputs.orders.apiUrl}/customers/ada/orders`, {
      headers: { authorization: `Bearer ${staff.stdout.trim()}` },
    });
    expect(seen.status).to.equal(200);
    expect(run.output())
      .to.not.contain(stack.credentials.accessKeyId)
      .and.not.contain(stack.credentials.secretAccessKey);

    process.kill(-(emulatorOf(folders) ?? 0), "SIGKILL");
    expect((await run.ended).code).to.equal(1);
    expect(run.output())
      .to.contain("the emulator ended by SIGKILL without being asked to")
      .and.to.contain("The end of its log");
    expect(await run.left()).to.deep.equal([]);
  });

  it("is replaced when it was killed: its emulator is gone, its stack.json known to be stale", async () => {
    const run = startRun(folders, kept);
    await run.printed(isUp);
    run.child.kill("SIGKILL");
    await run.ended;

    const { status, stderr } = token("--customer", "ada");
    expect(status).to.equal(1);
    expect(stderr).to.contain("left by a run that was killed");

    const next = startRun(folders, ["--no-traffic"]);
    expect((await next.ended).code, next.output()).to.equal(0);
    expect(next.output()).to.contain("removed .local/stack.json of a run that was killed");
    expect(await next.left()).to.deep.equal([]);
  });

  it("uses the emulator that AWS_ENDPOINT_URL names, and leaves it running", async () => {
    const emulator = await startEmulator({ signal: new AbortController().signal });
    try {
      const run = startRun(folders, ["--no-traffic"], { AWS_ENDPOINT_URL: emulator.endpoint });
      const { code } = await run.ended;
      const health = await fetch(`${emulator.endpoint}/_ministack/health`);

      expect(code, run.output()).to.equal(0);
      expect(run.output()).to.contain(`using ${emulator.endpoint} (AWS_ENDPOINT_URL)`);
      expect(health.status).to.equal(200);
      expect(await run.left()).to.deep.equal([]);
    } finally {
      await emulator.stop();
    }
  });

  it("says what is wrong when nobody answers at AWS_ENDPOINT_URL, or when it holds no address", async () => {
    const silent = startRun(folders, [], { AWS_ENDPOINT_URL: "http://127.0.0.1:1" });
    expect((await silent.ended).code).to.equal(1);
    expect(silent.output()).to.contain(
      "AWS_ENDPOINT_URL is set to http://127.0.0.1:1, but no AWS emulator answers there",
    );

    const wrong = startRun(folders, [], { AWS_ENDPOINT_URL: "nonsense" });
    expect((await wrong.ended).code).to.equal(1);
    expect(wrong.output()).to.contain(
      "AWS_ENDPOINT_URL must be an address such as http://127.0.0.1:4566, 'nonsense' given",
    );
  });

  it("refuses a wrong command line before anything is started", async () => {
    const run = startRun(folders, ["--scales", "10"]);

    expect((await run.ended).code).to.equal(2);
    expect(run.output()).to.contain("unknown option '--scales'");
    expect(token().status).to.equal(2);
    expect(token("--customer", "two words").status).to.equal(1); // nothing runs that could be asked
  });

  it("is not kept from starting by a lock that nobody holds", async () => {
    writeFileSync(join(folders.folder, "run.lock"), "{ half a lo");

    const run = startRun(folders, ["--no-traffic"]);

    expect((await run.ended).code, run.output()).to.equal(0);
    expect(await run.left()).to.deep.equal([]);
  });
});
