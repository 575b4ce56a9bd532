import { expect } from "chai";
import { createCallLog } from "../../../local/proxy/call-log";
import { accessKeyOf, createCallers } from "../../../local/proxy/callers";
import { outcomeOf } from "../../../local/proxy/outcome";
import type { CallRecord } from "../../../local/proxy/record";
import type { AwsRequest } from "../../../local/proxy/request";

type Entry = Omit<CallRecord, "sequence">;

const entry: Entry = {
  ...{ at: 1, caller: { kind: "function", name: "sender", version: "1" }, service: "sqs", action: "SendMessage" },
  ...{ resource: "q", outcome: "ok", status: 200, entries: 2, attempt: 1, milliseconds: 2 },
  ...{ requestBytes: 10, responseBytes: 20 },
};

describe("the log of calls", () => {
  it("keeps the last records and counts all, by caller, service, action and resource", () => {
    const log = createCallLog(2);
    log.add(entry);
    log.add({ ...entry, attempt: 2, outcome: "throttled", faultId: "f" });
    log.add({ ...entry, caller: { kind: "function", name: "sender", version: "2" } });
    log.add({ ...entry, resource: "r" });

    const common = { caller: "sender", byFunction: true, service: "sqs", action: "SendMessage" };
    expect(log.counts()).to.deep.equal([
      {
        ...{ ...common, resource: "q", outcomes: { ok: 2, throttled: 1 }, calls: 3, entries: 6, retries: 1, faults: 1 },
        ...{ milliseconds: 6, requestBytes: 30, responseBytes: 60 },
      },
      {
        ...{ ...common, resource: "r", outcomes: { ok: 1 }, calls: 1, entries: 2, retries: 0, faults: 0 },
        ...{ milliseconds: 2, requestBytes: 10, responseBytes: 20 },
      },
    ]);
    expect(log.recent().map(({ sequence, resource }) => [sequence, resource])).to.deep.equal([
      [3, "q"],
      [4, "r"],
    ]);
    expect(log.recent(3)).to.have.length(1);
    expect(log.total()).to.equal(4);
  });

  it("counts an administrator's calls without their resources, of which there may be any number", () => {
    const log = createCallLog();
    for (let count = 0; count < 50; count += 1)
      log.add({ ...entry, caller: { kind: "administrator" }, resource: `q-${count}` });

    expect(log.counts().map(({ caller, resource, calls }) => ({ caller, resource, calls }))).to.deep.equal([
      { caller: "administrator", resource: "", calls: 50 },
    ]);
  });

  it("tells listeners of each record until they leave, and gives copies of its counters", () => {
    const log = createCallLog();
    const heard: number[] = [];
    const leave = log.subscribe(({ sequence }) => heard.push(sequence));
    log.add(entry);
    const [before] = log.counts();
    log.add(entry);
    leave();
    log.add(entry);

    expect(heard).to.deep.equal([1, 2]);
    expect(before).to.deep.include({ calls: 1, outcomes: { ok: 1 } });
  });
});

describe("the callers", () => {
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:orders-create-local";
  const role = "arn:aws:iam::000000000000:role/orders-create-local";
  const lambda = (action: string): AwsRequest => ({ service: "lambda", action, entries: 1, attempt: 1 });
  const answer = (value: unknown) => Buffer.from(JSON.stringify(value));
  const name = "orders-create-local";

  it("have the key that the emulator derives from the ARN and the role", () => {
    // Of MiniStack 1.5.33: "ASIA" and 16 digits of sha256("ARN:ROLE").
    expect(accessKeyOf("arn:a", "arn:r")).to.equal("ASIA6A887CA5812ED29D");
  });

  it("are functions whose creation, versions and aliases passed by", () => {
    const callers = createCallers();
    callers.learn(lambda("CreateFunction"), answer({ FunctionArn: arn, Role: role, Version: "$LATEST" }));
    callers.learn(lambda("PublishVersion"), answer({ FunctionArn: `${arn}:1`, Role: role, Version: "1" }));
    callers.learn(lambda("CreateAlias"), answer({ AliasArn: `${arn}:live`, FunctionVersion: "1" }));
    callers.learn(lambda("UpdateFunctionCode"), answer({ FunctionArn: arn, Role: role, Version: "2" }));

    const find = (qualified: string) => callers.find(accessKeyOf(qualified, role));
    expect(find(arn)).to.deep.equal({ kind: "function", name });
    expect(find(`${arn}:1`)).to.deep.equal({ kind: "function", name, version: "1" });
    expect(find(`${arn}:2`)).to.deep.equal({ kind: "function", name, version: "2" });
    expect(find(`${arn}:live`)).to.deep.equal({ kind: "function", name });
  });

  it("are administrators with a key of the account, clients without one, and nobody known with another session", () => {
    const callers = createCallers();
    callers.learn({ ...lambda("CreateFunction"), service: "sqs" }, answer({ FunctionArn: arn, Role: role }));
    callers.learn(lambda("GetFunctionConfiguration"), answer({ FunctionArn: arn, Role: role }));
    callers.learn(lambda("CreateFunction"), answer({ Message: "something else" }));

    expect(callers.find("AKIA2")).to.deep.equal({ kind: "administrator" });
    expect(callers.find("test")).to.deep.equal({ kind: "administrator" });
    expect(callers.find(undefined)).to.deep.equal({ kind: "client" });
    expect(callers.find(accessKeyOf(arn, role))).to.deep.equal({ kind: "unknown" });
  });
});

describe("the outcome of a call", () => {
  const json = (type: string) => ({ headers: [], body: Buffer.from(`{"__type":"com.amazonaws.x#${type}"}`) });
  const xml = (code: string) => ({ headers: [], body: Buffer.from(`<Error><Code>${code}</Code></Error>`) });
  const header = (type: string) => ({ headers: ["X-Amzn-ErrorType", `${type}:http://x`], body: Buffer.alloc(0) });

  for (const [status, { headers, body }, outcome] of [
    [200, json("x"), "ok"],
    [400, json("ConditionalCheckFailedException"), "condition"],
    [400, json("AccessDeniedException"), "denied"],
    [400, json("DisabledException"), "denied"],
    [403, xml("AccessDenied"), "denied"],
    [403, xml("AuthorizationError"), "denied"],
    [400, json("ProvisionedThroughputExceededException"), "throttled"],
    [400, xml("Throttling"), "throttled"],
    [429, header("TooManyRequestsException"), "throttled"],
    [400, json("ValidationException"), "refused"],
    [404, { headers: [], body: Buffer.from("nothing here") }, "refused"],
    [500, json("InternalServerError"), "failed"],
  ] as const) {
    it(`is ${outcome} for ${status} ${headers.join()}${body}`, () => {
      expect(outcomeOf({ status, headers, body })).to.equal(outcome);
    });
  }
});
