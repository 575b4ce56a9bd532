import type { DynamoDBRecord } from "aws-lambda";
import { expect } from "chai";
import * as fc from "fast-check";
import { token } from "../../../functions/shared/redaction/kept";
import { createStreamConsumer, type StreamChange } from "../../../functions/shared/stream-consumer";
import { createCrowd } from "./crowd";
import { lambdaContext, recordingRuntime } from "./doubles";

interface Change {
  readonly key: string;
  readonly index: number;
}

function record(key: string, index: number, more: Partial<DynamoDBRecord> = {}): DynamoDBRecord {
  return {
    eventID: `event-${index}-0000`,
    eventName: "MODIFY",
    dynamodb: { SequenceNumber: String(1000 + index), NewImage: { key: { S: key }, index: { N: String(index) } } },
    ...more,
  };
}

const kept = { key: token };
const asideAndKept = { kept, setAside: async () => {} };

/** Delivers in memory; the records at `broken` fail. */
function setUp(
  broken: ReadonlySet<number> = new Set(),
  unreadable: ReadonlySet<number> = new Set(),
  more: { readonly refusesDeadLetters?: boolean; readonly timeoutMs?: number; readonly hangs?: boolean } = {},
) {
  const recorded = recordingRuntime();
  const delivered: Change[] = [];
  const rounds: Change[][] = [];
  const aside: string[] = [];
  const consume = createStreamConsumer<Change>({
    runtime: recorded.runtime,
    kept,
    setAside: async ({ record: { dynamodb } }) => {
      if (more.refusesDeadLetters) throw new Error("denied");
      aside.push(dynamodb?.SequenceNumber ?? "");
    },
    read: ({ dynamodb }) => {
      const index = Number(dynamodb?.NewImage?.index?.N);
      if (unreadable.has(index)) throw new Error("poison");
      const key = dynamodb?.NewImage?.key?.S ?? "";
      return key === "-" ? undefined : { key, correlationId: "correlation-1", value: { key, index } };
    },
    deliver: async (changes) => {
      rounds.push(changes.map(({ value }) => value));
      if (more.hangs) await new Promise(() => {});
      const failures = new Map<StreamChange<Change>, unknown>();
      for (const change of changes) {
        if (broken.has(change.value.index)) failures.set(change, new Error("refused"));
        else delivered.push(change.value);
      }
      return failures;
    },
  });
  const run = (...records: DynamoDBRecord[]) =>
    consume({ Records: records }, lambdaContext("orders-publisher-test", more.timeoutMs));
  return { run, delivered, rounds, recorded, aside };
}

describe("a stream consumer", () => {
  it("delivers changes of different keys together and those of one key one after the other", async () => {
    const { run, rounds } = setUp();
    const response = await run(record("a", 0), record("b", 1), record("a", 2), record("a", 3), record("c", 4));
    expect(response).to.deep.equal({ batchItemFailures: [] });
    expect(rounds.map((round) => round.map(({ index }) => index))).to.deep.equal([[0, 1, 4], [2], [3]]);
  });

  it("reports the sequence number of the earliest failure only, and records each of them", async () => {
    const { run, recorded } = setUp(new Set([3, 1]));
    const response = await run(record("a", 0), record("b", 1), record("c", 2), record("d", 3));
    expect(response).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "1001" }] });
    expect(recorded.failures).to.have.lengthOf(2);
    // To Lambda a batch that is handed back is no failed call: this count is what its alarm has.
    expect(recorded.total("retriesScheduled")).to.equal(2);
    const errors = recorded.lines.filter(({ level }) => level === "ERROR");
    expect(errors.map(({ fields }) => fields.sequenceNumber)).to.deep.equal(["1001", "1003"]);
  });

  it("logs every delivered record under its correlation id, and none that failed as delivered", async () => {
    const { run, recorded } = setUp(new Set([1]));
    await run(record("a", 0), record("b", 1), record("a", 2));
    const lines = recorded.lines.filter(({ message }) => message === "stream record delivered");
    expect(lines.map(({ fields }) => fields)).to.deep.equal([
      { correlationId: "correlation-1", key: "a", eventName: "MODIFY" },
      { correlationId: "correlation-1", key: "a", eventName: "MODIFY" },
    ]);
  });

  it("delivers no later change of a key after one that failed", async () => {
    const { run, delivered } = setUp(new Set([0]));
    await run(record("a", 0), record("b", 1), record("a", 2));
    expect(delivered).to.deep.equal([{ key: "b", index: 1 }]);
  });

  it("sets aside a record that cannot be read, and delivers all others at the first try, in order", async () => {
    const { run, delivered, recorded, aside } = setUp(new Set(), new Set([0, 2]));
    const response = await run(record("x", 0), record("a", 1), record("x", 2), record("a", 3), record("x", 4));
    expect(response).to.deep.equal({ batchItemFailures: [] });
    expect(delivered.map(({ index }) => index)).to.deep.equal([1, 4, 3]);
    expect(aside).to.deep.equal(["1000", "1002"]);
    expect(recorded.failures).to.have.lengthOf(2);
  });

  it("sets aside only what does not come again: once, however often what stands before it fails", async () => {
    const broken = new Set([1]);
    const { run, aside } = setUp(broken, new Set([0, 2]));
    const all = [record("x", 0), record("a", 1), record("y", 2)];
    expect(await run(...all)).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "1001" }] });
    expect(aside).to.deep.equal(["1000"]);
    broken.clear();
    expect(await run(...all.slice(1))).to.deep.equal({ batchItemFailures: [] });
    expect(aside).to.deep.equal(["1000", "1002"]);
  });

  it("holds the stream at a record that can neither be read nor set aside", async () => {
    const { run, recorded } = setUp(new Set(), new Set([1]), { refusesDeadLetters: true });
    const response = await run(record("a", 0), record("x", 1), record("b", 2));
    expect(response).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "1001" }] });
    expect(recorded.lines.map(({ message }) => message)).to.include("a record could not be set aside");
  });

  it("ends before the invocation does: what hangs counts as failed, later rounds come back, and all of it is written down", async () => {
    const { run, recorded } = setUp(new Set(), new Set(), { hangs: true, timeoutMs: 600 });
    const response = await run(record("a", 0), record("a", 1), record("b", 2));
    expect(response).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "1000" }] });
    expect(recorded.failures.map(({ error }) => (error as Error).name)).to.deep.equal([
      "DeadlineError",
      "DeadlineError",
    ]);
  });

  it("counts all changes of a round as failed when the delivery as a whole fails", async () => {
    const recorded = recordingRuntime();
    const consume = createStreamConsumer<Change>({
      ...asideAndKept,
      runtime: recorded.runtime,
      read: () => ({ key: "a", correlationId: "correlation-1", value: { key: "a", index: 0 } }),
      deliver: () => Promise.reject(new Error("down")),
    });
    const response = await consume({ Records: [record("a", 0)] }, lambdaContext());
    expect(response).to.deep.equal({ batchItemFailures: [{ itemIdentifier: "1000" }] });
  });

  it("waits for an error log that is down once, not once for each failure", async () => {
    const { runtime } = recordingRuntime();
    const crowd = createCrowd(25);
    const consume = createStreamConsumer<Change>({
      ...asideAndKept,
      runtime: { ...runtime, errorLog: { record: crowd.enter } },
      read: ({ eventID = "" }) => ({ key: eventID, correlationId: "correlation-1", value: { key: eventID, index: 0 } }),
      deliver: () => Promise.reject(new Error("down")),
    });
    await consume({ Records: Array.from({ length: 25 }, (_, index) => record("a", index)) }, lambdaContext());
    expect(crowd.most()).to.equal(25);
  });

  it("passes over removals by the table's expiry and records that do not concern it", async () => {
    const { run, delivered } = setUp();
    const expired = record("a", 0, {
      eventName: "REMOVE",
      userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
    });
    expect(await run(expired, record("-", 1))).to.deep.equal({ batchItemFailures: [] });
    expect(delivered).to.deep.equal([]);
  });

  it("delivers everything at least once and every key in order, whatever fails how often", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(29), { maxLength: 8 }),
        async (keys, failing) => {
          const broken = new Set(failing);
          const { run, delivered } = setUp(broken);
          let records = keys.map((key, index) => record(key, index));
          // As Lambda does it: again from the first failure on, which here is repaired after it has failed once.
          for (let tries = 0; records.length > 0 && tries < 50; tries++) {
            const [failure] = (await run(...records)).batchItemFailures;
            if (failure === undefined) break;
            const at = records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failure.itemIdentifier);
            broken.delete(Number(failure.itemIdentifier) - 1000);
            records = records.slice(at);
          }
          const firsts = new Map<string, number[]>();
          for (const { key, index } of delivered) {
            const seen = firsts.get(key) ?? [];
            if (!seen.includes(index)) firsts.set(key, [...seen, index]);
          }
          for (const key of new Set(keys)) {
            const expected = keys.flatMap((other, index) => (other === key ? [index] : []));
            expect(firsts.get(key)).to.deep.equal(expected);
          }
        },
      ),
    );
  });
});
