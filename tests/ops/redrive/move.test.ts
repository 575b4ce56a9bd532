import { expect } from "chai";
import fc from "fast-check";
import type { FailureQueue } from "../../../ops/queues/catalog";
import { type MoveOptions, type MoveResult, moveDeadLetters } from "../../../ops/redrive/move";
import { type FakeSqs, fakeSqs, type Outcome } from "../support/fake-sqs";
import { memoryRecord } from "../support/record";

const dead = "https://sqs/dead";
const source = "https://sqs/source";
const queue: FailureQueue = {
  name: "dead",
  url: dead,
  pipeline: "confirmations",
  wayBack: { kind: "queue", queueUrl: source, from: "reader", permits: false },
};

describe("moving dead letters", () => {
  it("sends every dead letter back once and leaves the queue empty", async () => {
    const sqs = filled(37);

    const result = await move(sqs);

    expect(result).to.deep.equal({ returned: 37, cameBack: 0, stayed: [], unclear: [], stopped: false });
    expect(bodies(sqs, source)).to.deep.equal(Array.from({ length: 37 }, (_, index) => `b${index}`));
    expect(bodies(sqs, dead)).to.deep.equal([]);
  });

  it("moves no more than the given maximum", async () => {
    const sqs = filled(37);

    expect(await move(sqs, { most: 12 })).to.include({ returned: 12 });
    expect(bodies(sqs, dead)).to.have.length(25);
    expect(hidden(sqs)).to.equal(0);
  });

  it("moves only the messages that were chosen, wherever in the queue they are, and gives the others back at once", async () => {
    const sqs = filled(37);
    const ids = [...(sqs.queues.get(dead)?.values() ?? [])].map(({ id }) => id);
    const only = new Set([ids[36] ?? "", ids[3] ?? "", "no-such-message"]);

    expect(await move(sqs, { only })).to.deep.include({ returned: 2, cameBack: 0, notFound: ["no-such-message"] });
    expect(bodies(sqs, source)).to.have.members(["b3", "b36"]);
    expect(bodies(sqs, dead)).to.have.length(35);
    expect(hidden(sqs)).to.equal(0);
  });

  it("does not chase a message that dies again: neither one that its reader gave up, nor one that SQS moved, nor a new one", async () => {
    const sqs = filled(2);
    const send = sqs.send;
    // The reader is quicker than the move, and gives up everything that it gets.
    sqs.send = async (command) => {
      const answer = await send(command);
      for (const kept of [...(sqs.queues.get(source)?.values() ?? [])]) {
        sqs.queues.get(source)?.delete(kept.id);
        sqs.put(dead, kept.body, { sourceMessageId: { DataType: "String", StringValue: kept.id } });
      }
      return answer;
    };
    sqs.put(dead, "came in meanwhile", {}, Date.now() + 60_000);

    const result = await move(sqs);

    expect(result).to.include({ returned: 2, cameBack: 3 });
    expect(bodies(sqs, dead)).to.have.members(["b0", "b1", "came in meanwhile"]);
    expect(hidden(sqs)).to.equal(0);
  });

  it("stops between two batches when it is aborted", async () => {
    const sqs = filled(37);
    const stop = new AbortController();

    const result = await move(sqs, { signal: stop.signal, onProgress: () => stop.abort() });

    expect(result).to.include({ returned: 10, stopped: true });
    expect(bodies(sqs, dead)).to.have.length(27);
  });

  it("loses no dead letter and sends none twice, whatever fails, and names every one that is not where it should be", async () => {
    const expectedOutcome = fc.constantFrom<Outcome>("works", "works", "works", "refused", "lost", "broken");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ send: expectedOutcome, delete: expectedOutcome }), { maxLength: 25 }),
        async (expectedOutcomes) => {
          const sqs: FakeSqs = filled(expectedOutcomes.length, (call, subject) => {
            // Bodies are b0, b1, ..., and receipts id-1, id-2, ...
            const index = Number(subject.replace(/\D+/g, "")) - (call === "send" ? 0 : 1);
            return expectedOutcomes[index]?.[call] ?? "works";
          });

          const result = await move(sqs);

          const here = bodies(sqs, dead);
          const there = bodies(sqs, source);
          expect(new Set(there).size).to.equal(there.length);
          for (let index = 0; index < expectedOutcomes.length; index++) {
            expect([...here, ...there], `b${index}`).to.include(`b${index}`);
          }
          const named = [...result.stayed, ...result.unclear].map(
            ({ messageId }) => `b${Number(messageId.slice(3)) - 1}`,
          );
          expect(named).to.have.members(uncertain(expectedOutcomes));
          expect(new Set(here)).to.deep.equal(new Set(here.filter((body) => named.includes(body))));
          expect(result.returned).to.equal(expectedOutcomes.length - named.length);
          expect(
            result.stayed.every(({ messageId }) => !there.includes(`b${Number(messageId.slice(3)) - 1}`)),
          ).to.equal(true);
          expect(hidden(sqs)).to.equal(0);
        },
      ),
    );
  });
});

function uncertain(expectedOutcomes: readonly { readonly send: Outcome; readonly delete: Outcome }[]): string[] {
  return expectedOutcomes.flatMap((expectedOutcome, index) =>
    expectedOutcome.send === "works" && expectedOutcome.delete === "works" ? [] : [`b${index}`],
  );
}

function filled(count: number, expectedOutcome?: (call: "send" | "delete", subject: string) => Outcome): FakeSqs {
  const sqs = fakeSqs(expectedOutcome);
  for (let index = 0; index < count; index++) sqs.put(dead, `b${index}`);
  return sqs;
}

function move(sqs: FakeSqs, changes: Partial<MoveOptions> = {}): Promise<MoveResult> {
  const client = { send: (command: unknown) => sqs.send(command) };
  return moveDeadLetters({
    clients: { sqs: client, sqsOnce: client, lambdaOnce: client },
    queue,
    most: Number.MAX_SAFE_INTEGER,
    record: memoryRecord(),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...changes,
  });
}

function bodies(sqs: FakeSqs, url: string): string[] {
  return [...(sqs.queues.get(url)?.values() ?? [])].map(({ body }) => body);
}

function hidden(sqs: FakeSqs): number {
  return [...(sqs.queues.get(dead)?.values() ?? [])].filter(({ visible }) => !visible).length;
}
