import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect } from "chai";
import {
  createErrorLog,
  describeFailure,
  entriesPerSecond,
  entryLimits,
  type Failure,
} from "../../../functions/shared/error-log";
import { fields, hidden, list, token } from "../../../functions/shared/redaction/kept";

const now = new Date("2026-03-01T09:30:00.250Z");

function failure(more: Partial<Failure> = {}): Failure {
  return {
    error: new TypeError("cannot read the order of ada@example.com"),
    event: { customerEmail: "ada@example.com", orderId: "o-1" },
    kept: fields({ customerEmail: hidden, orderId: token, list: list(token) }),
    correlationId: "correlation-1",
    requestId: "request-1",
    functionName: "orders-create-dev",
    durationMs: 12.4,
    ...more,
  };
}

function log(send: (command: unknown) => Promise<unknown>) {
  const written: string[] = [];
  const errorLog = createErrorLog({
    documents: { send: send as never },
    tableName: "monitoring-errors-dev",
    retentionDays: 30,
    environment: "dev",
    service: "orders",
    clock: { now: () => now },
    write: (line) => void written.push(line),
  });
  return { errorLog, written };
}

describe("the error log", () => {
  it("describes a failure in the shape of the table, with an id of timestamp and random part", () => {
    const entry = describeFailure(failure(), now, 30);
    expect(entry.errorId).to.match(/^2026-03-01T09:30:00\.250Z-[0-9a-f]{16}$/);
    expect(entry.stack).to.match(/^TypeError: cannot read the order of \[redacted\]\n {4}at /);
    expect({ ...entry, errorId: "", stack: "" }).to.deep.equal({
      errorId: "",
      functionName: "orders-create-dev",
      timestamp: "2026-03-01T09:30:00.250Z",
      errorName: "TypeError",
      errorMessage: "cannot read the order of [redacted]",
      stack: "",
      durationMs: 12,
      requestId: "request-1",
      correlationId: "correlation-1",
      event: '{"customerEmail":"[text of 15]","orderId":"o-1"}',
      expiresAt: 1772357400 + 30 * 86_400,
    });
  });

  it("gives every failure an id of its own, also within one millisecond", () => {
    const ids = Array.from({ length: 1000 }, () => describeFailure(failure(), now, 30).errorId);
    expect(new Set(ids).size).to.equal(1000);
  });

  it("keeps the stacks of the causes", () => {
    const error = new Error("outer", { cause: new RangeError("inner") });
    expect(describeFailure(failure({ error }), now, 30).stack).to.match(
      /Error: outer[\s\S]*Caused by: RangeError: inner/,
    );
  });

  it("bears anything that can be thrown", () => {
    for (const error of [undefined, null, "text", 1, { a: 1 }, Symbol("s")]) {
      expect(describeFailure(failure({ error }), now, 30).errorName).to.equal("Error");
    }
  });

  it("keeps every part within its cap", () => {
    const error = new Error("é".repeat(100_000));
    error.stack = "ü".repeat(100_000);
    const entry = describeFailure(failure({ error, event: { list: Array(10_000).fill("ö".repeat(500)) } }), now, 30);
    expect(Buffer.byteLength(entry.errorMessage)).to.be.at.most(entryLimits.message);
    expect(Buffer.byteLength(entry.stack)).to.be.at.most(entryLimits.stack);
    expect(Buffer.byteLength(entry.event)).to.be.at.most(entryLimits.event);
  });

  it("puts one item into the error table", async () => {
    const sent: unknown[] = [];
    const { errorLog, written } = log(async (command) => void sent.push(command));
    await errorLog.record(failure());
    expect(sent).to.have.lengthOf(1);
    expect(sent[0]).to.be.instanceOf(PutCommand);
    expect(sent[0]).to.have.nested.property("input.TableName", "monitoring-errors-dev");
    expect(written).to.deep.equal([]);
  });

  it("writes the whole entry as one line, with what its metric needs, when the table is out of reach, and does not throw", async () => {
    const { errorLog, written } = log(async () => {
      throw new Error("connect ECONNREFUSED for ada@example.com");
    });
    await errorLog.record(failure());
    expect(written).to.have.lengthOf(1);
    expect(written[0]).to.match(/^[^\n]+\n$/);
    const line = JSON.parse(written[0] ?? "");
    expect(line).to.deep.include({
      level: "ERROR",
      message: "error log unavailable",
      environment: "dev",
      service: "orders",
      correlationId: "correlation-1",
    });
    expect(line.entry).to.include({ errorName: "TypeError", requestId: "request-1" });
    expect(written[0]).to.not.contain("ada@");
  });

  it("takes so many entries a second, says once that there are more, and counts in the next entry what it left out", async () => {
    const entries: Record<string, unknown>[] = [];
    const lines: string[] = [];
    let at = now.getTime();
    const storm = createErrorLog({
      documents: {
        send: (async ({ input }: PutCommand) => void entries.push(input.Item ?? {})) as never,
      },
      ...{ tableName: "monitoring-errors-dev", retentionDays: 30, environment: "dev", service: "orders" },
      clock: { now: () => new Date(at) },
      write: (line) => void lines.push(line),
    });

    await Promise.all(Array.from({ length: entriesPerSecond + 25 }, () => storm.record(failure())));
    const inFirstSecond = entries.length;
    at += 1_000;
    await storm.record(failure());
    await storm.record(failure());

    expect(inFirstSecond).to.equal(entriesPerSecond);
    expect(entries.slice(0, inFirstSecond).some((entry) => "leftOut" in entry)).to.equal(false);
    expect(entries.slice(inFirstSecond).map(({ leftOut }) => leftOut)).to.deep.equal([25, undefined]);
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      {
        level: "WARN",
        message: "error log entries left out",
        environment: "dev",
        service: "orders",
        timestamp: now.toISOString(),
        entriesPerSecond,
        correlationId: "correlation-1",
      },
    ]);
  });
});
