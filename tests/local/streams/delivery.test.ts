import { expect } from "chai";
import { deliver } from "../../../local/streams/delivery";
import type { GivenUp } from "../../../local/streams/failure-record";
import type { StreamRecord } from "../../../local/streams/record";
import type { CallOutcome } from "../../../local/streams/response";
import type { DeliverySettings } from "../../../local/streams/settings";

const settings: DeliverySettings = {
  batchSize: 10,
  windowSeconds: 0,
  bisect: false,
  partialFailures: true,
  retries: 2,
  maxAgeSeconds: -1,
};
const start = Date.parse("2026-11-28T10:00:00Z");
const done: CallOutcome = { kind: "answer", payload: { batchItemFailures: [] }, version: "1" };
const broken: CallOutcome = { kind: "error", functionError: "Unhandled", version: "1" };
const notCalled: CallOutcome = { kind: "not-called" };
const failing = (...identifiers: unknown[]): CallOutcome => ({
  kind: "answer",
  payload: { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) },
  version: "1",
});

function records(count: number, createdAt = start): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const sequenceNumber = String(100 + index);
    const event = { dynamodb: { SequenceNumber: sequenceNumber } };
    return { sequenceNumber, createdAt, arrivedAt: createdAt, event, bytes: 60 };
  });
}

/** Delivers, and writes down the calls (first to last sequence number) and what was given up. */
async function run(
  batch: readonly StreamRecord[],
  answer: (numbers: readonly string[], call: number) => CallOutcome,
  some: Partial<DeliverySettings> = {},
) {
  const calls: string[] = [];
  const given: GivenUp[] = [];
  let now = start;
  await deliver(
    batch,
    { ...settings, ...some },
    {
      async call(part) {
        const numbers = part.map(({ sequenceNumber }) => sequenceNumber);
        calls.push(`${numbers[0]}-${numbers.at(-1)}`);
        return answer(numbers, calls.length);
      },
      async giveUp(lost) {
        given.push(lost);
      },
      now: () => now,
      async pause(ms) {
        now += ms;
      },
    },
  );
  const lost = given.map(({ records: of, condition, calls: count }) => ({
    condition,
    count,
    numbers: of.map(({ sequenceNumber }) => sequenceNumber),
  }));
  return { calls, lost, given };
}

// Rules of the Lambda Developer Guide: "Configuring partial batch response with DynamoDB and Lambda", "Retain discarded records for a
// DynamoDB event source in Lambda", "Lambda parameters for Amazon DynamoDB event source mappings".
describe("delivery of a stream's batch", () => {
  for (const payload of [null, {}, { batchItemFailures: null }, { batchItemFailures: [] }]) {
    it(`takes ${JSON.stringify(payload)} for a complete success`, async () => {
      const { calls, lost } = await run(records(3), () => ({ kind: "answer", payload, version: "1" }));
      expect(calls).to.deep.equal(["100-102"]);
      expect(lost).to.deep.equal([]);
    });
  }

  for (const [title, answer] of [
    ["an empty identifier", failing("")],
    ["an identifier of null", failing(null)],
    ["a misnamed key", { kind: "answer", payload: { batchItemFailures: [{ id: "102" }] }, version: "1" } as const],
    ["an identifier of another batch", failing("999")],
  ] as const) {
    it(`takes ${title} for a complete failure`, async () => {
      const { calls } = await run(records(3), (_, call) => (call === 1 ? answer : done));
      expect(calls).to.deep.equal(["100-102", "100-102"]);
    });
  }

  it("tries again from the lowest failed sequence number, whatever the order in the answer", async () => {
    const { calls } = await run(records(5), (_, call) => (call === 1 ? failing("104", "102") : done));
    expect(calls).to.deep.equal(["100-104", "102-104"]);
  });

  it("does not read the answer without ReportBatchItemFailures", async () => {
    const { calls } = await run(records(3), () => failing("101"), { partialFailures: false });
    expect(calls).to.deep.equal(["100-102"]);
  });

  it("counts retries under partial failures too, and gives up what is left, once", async () => {
    const { calls, lost } = await run(records(4), () => failing("102"));
    expect(calls).to.deep.equal(["100-103", "102-103", "102-103"]);
    expect(lost).to.deep.equal([{ condition: "RetryAttemptsExhausted", count: 3, numbers: ["102", "103"] }]);
  });

  it("never calls again with no retries", async () => {
    const { calls, lost } = await run(records(2), () => broken, { retries: 0 });
    expect(calls).to.deep.equal(["100-101"]);
    expect(lost).to.deep.equal([{ condition: "RetryAttemptsExhausted", count: 1, numbers: ["100", "101"] }]);
  });

  it("halves a batch whose call failed until the bad record is alone, in order and without a retry", async () => {
    const { calls, lost } = await run(records(4), (numbers) => (numbers.includes("102") ? broken : done), {
      bisect: true,
      retries: 1,
    });
    expect(calls).to.deep.equal(["100-103", "100-101", "102-103", "102-102", "102-102", "103-103"]);
    expect(lost).to.deep.equal([{ condition: "RetryAttemptsExhausted", count: 4, numbers: ["102"] }]);
  });

  it("does not halve what failed in part: it goes on at the returned sequence number", async () => {
    const { calls } = await run(records(4), (_, call) => (call === 1 ? failing("101") : done), { bisect: true });
    expect(calls).to.deep.equal(["100-103", "101-103"]);
  });

  it("tries again for as long as nobody could be called, at no cost", async () => {
    const { calls, lost } = await run(records(1), (_, call) => (call < 20 ? notCalled : done), { retries: 0 });
    expect(calls).to.have.length(20);
    expect(lost).to.deep.equal([]);
  });

  it("gives up records that are too old, without a call, and goes on with younger ones", async () => {
    const batch = [...records(1, start - 61_000), ...records(3).slice(1)];
    const { calls, lost, given } = await run(batch, () => done, { maxAgeSeconds: 60 });
    expect(calls).to.deep.equal(["101-102"]);
    expect(lost).to.deep.equal([{ condition: "RecordAgeExceeded", count: 0, numbers: ["100"] }]);
    expect(given[0]?.response).to.equal(undefined);
  });

  it("goes on for ever with -1, until the stream drops the record after 24 hours", async () => {
    const { calls, lost } = await run(records(1), () => broken, { retries: -1 });
    expect(calls.length).to.be.greaterThan(1_000);
    expect(lost).to.deep.equal([{ condition: "RecordAgeExceeded", count: calls.length, numbers: ["100"] }]);
  });
});
