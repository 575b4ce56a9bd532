import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { acquireLock } from "../../../ops/stack/lock";
import { NotRunningError } from "../../../ops/stack/run-errors";
import { readStackFile, removeStackFile, type Stack, writeStackFile } from "../../../ops/stack/stack-file";

const stack: Stack = {
  endpoint: "http://127.0.0.1:41234",
  region: "us-east-1",
  accountId: "000000000000",
  credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
  environmentSuffix: "local",
  issuer: "http://127.0.0.1:41235",
  tokenSecret: "secret",
  outputs: { orders: { apiUrl: "http://127.0.0.1:41234/_aws/execute-api/abc/v1" } },
};

describe(".local/stack.json", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-stack-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("holds exactly what the contract names, and nobody else may read it", () => {
    writeStackFile(stack, folder);

    const file = join(folder, "stack.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).to.deep.equal(stack);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(readdirSync(folder)).to.deep.equal(["stack.json"]);
  });

  it("is read while its run is up", () => {
    const lock = acquireLock(folder);
    writeStackFile(stack, folder);

    expect(readStackFile(folder)).to.deep.equal(stack);
    lock.release();
  });

  it("is known to be stale when its run is gone", () => {
    writeStackFile(stack, folder);
    writeFileSync(join(folder, "run.lock"), JSON.stringify({ pid: process.pid, identity: "started at another time" }));

    expect(() => readStackFile(folder)).to.throw(NotRunningError, "left by a run that was killed");
  });

  it("is missed with advice, and with the reason while a run is still starting", () => {
    expect(() => readStackFile(folder)).to.throw(
      NotRunningError,
      "no local stack is running. Start one with `npm start -- --keep`",
    );

    const lock = acquireLock(folder);
    expect(() => readStackFile(folder)).to.throw(
      NotRunningError,
      `the local run (process ${process.pid}) is not up yet`,
    );
    lock.release();
  });

  it("says whether there was one when it is removed", () => {
    writeStackFile(stack, folder);

    expect([removeStackFile(folder), removeStackFile(folder)]).to.deep.equal([true, false]);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
