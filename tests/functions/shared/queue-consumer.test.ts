import { expect } from "chai";
import { PermanentError, RetryableError } from "../../../functions/shared/errors";
import type { MessageContext } from "../../../functions/shared/queue-message";
import { createCrowd } from "./crowd";
import { messageId, record, setUp } from "./queue-messages";

const nothing = async () => {};
const failing = (error: unknown) => async () => {
  throw error;
};

describe("a queue consumer", () => {
  it("reports nothing when every message is handled, and writes a line", async () => {
    const seen: string[] = [];
    const { run, recorded } = setUp(async ({ id }) => void seen.push(id));
    const response = await run(record({ id: "a" }, { index: 0 }), record({ id: "b" }, { index: 1 }));
    expect(response).to.deep.equal({ batchItemFailures: [] });
    expect(seen).to.deep.equal(["a", "b"]);
    expect(recorded.lines).to.deep.equal([
      { level: "INFO", message: "batch processed", fields: { records: 2, handled: 2, deadLettered: 0, retried: 0 } },
    ]);
    expect(recorded.flushes()).to.equal(1);
  });

  it("gives the handler the correlation id of the body, else of the attribute, else the message id", async () => {
    const contexts: MessageContext[] = [];
    const { run } = setUp(async (_message, context) => void contexts.push(context));
    await run(
      record({ id: "a", correlationId: "from-the-body" }, { index: 0, correlationId: "from-the-attribute" }),
      record({ id: "b" }, { index: 1, correlationId: "from-the-attribute", receiveCount: 3 }),
      record({ id: "c", correlationId: "<bad>" }, { index: 2 }),
    );
    expect(contexts.map(({ correlationId }) => correlationId)).to.deep.equal([
      "from-the-body",
      "from-the-attribute",
      `${messageId}2`,
    ]);
    expect(contexts.map(({ receiveCount }) => receiveCount)).to.deep.equal([1, 3, 1]);
  });

  it("moves what is no JSON or breaks the schema to the dead letters with the reason, and handles the rest", async () => {
    const { run, letters: deadLettered, recorded } = setUp(nothing);
    const response = await run(
      record("{nonsense", { index: 0, correlationId: "correlation-0" }),
      record({ wrong: true }, { index: 1 }),
      record({ id: "good" }, { index: 2 }),
    );
    expect(response.batchItemFailures).to.deep.equal([]);
    expect(deadLettered).to.deep.equal([
      {
        body: "{nonsense",
        reason: "INVALID_JSON",
        detail: "The message body is not JSON",
        correlationId: "correlation-0",
        sourceMessageId: `${messageId}0`,
        functionName: "orders-create-test",
      },
      {
        body: '{"wrong":true}',
        reason: "INVALID_MESSAGE",
        detail: "id: Invalid input: expected string, received undefined",
        correlationId: `${messageId}1`,
        sourceMessageId: `${messageId}1`,
        functionName: "orders-create-test",
      },
    ]);
    expect(recorded.failures.map(({ correlationId }) => correlationId)).to.deep.equal([
      "correlation-0",
      `${messageId}1`,
    ]);
  });

  it("reads half a character as the sign of broken text, for no table takes it", async () => {
    const seen: string[] = [];
    const { run, letters: deadLettered } = setUp(async ({ id }) => void seen.push(id));
    await run(record('{"id":"Caf\\ud83d","\\uDE00":["\\ud83d\\ude00"]}'));
    expect(seen).to.deep.equal(["Caf\ufffd"]);
    expect(deadLettered).to.deep.equal([]);
  });

  it("moves a permanent failure to the dead letters at the first try", async () => {
    const {
      run,
      letters: deadLettered,
      waits,
      recorded,
    } = setUp(failing(new PermanentError("ADDRESS_REFUSED", "no such mailbox")));
    expect((await run(record({ id: "a" }))).batchItemFailures).to.deep.equal([]);
    expect(deadLettered.map(({ reason, detail }) => [reason, detail])).to.deep.equal([
      ["ADDRESS_REFUSED", "no such mailbox"],
    ]);
    expect(waits).to.deep.equal([]);
    expect([recorded.total("messagesDeadLettered"), recorded.total("retriesScheduled")]).to.deep.equal([1, 0]);
  });

  for (const name of ["ValidationException", "SerializationException", "ItemCollectionSizeLimitExceededException"]) {
    it(`moves what a service refuses for good (${name}) to the dead letters at the first try`, async () => {
      const refused = Object.assign(new Error("Number underflow"), { name, $metadata: { httpStatusCode: 400 } });
      const { run, letters: deadLettered, waits } = setUp(failing(refused));
      expect(await run(record({ id: "a" }))).to.deep.equal({ batchItemFailures: [] });
      expect(deadLettered.map(({ reason }) => reason)).to.deep.equal(["REFUSED_BY_SERVICE"]);
      expect(waits).to.deep.equal([]);
    });
  }

  it("hides a message that failed otherwise for longer after every try, and reports it", async () => {
    const { run, waits, recorded } = setUp(failing(new Error("throttled")));
    for (const receiveCount of [1, 2, 3, 4]) {
      const response = await run(record({ id: "a" }, { receiveCount }));
      expect(response.batchItemFailures).to.deep.equal([{ itemIdentifier: `${messageId}0` }]);
    }
    expect(waits.map(([, seconds]) => seconds)).to.deep.equal([10, 20, 40, 60]);
    expect(recorded.total("retriesScheduled")).to.equal(4);
    expect(recorded.failures).to.have.lengthOf(4);
  });

  it("waits as long as the error asks for", async () => {
    const { run, waits } = setUp(failing(new RetryableError("later", { delaySeconds: 33.2 })));
    await run(record({ id: "a" }));
    expect(waits).to.deep.equal([["handle-0", 34]]);
  });

  it("moves a message to the dead letters at its last try, with the error's code or RETRIES_EXHAUSTED", async () => {
    for (const [error, reason] of [
      [new RetryableError("busy", { code: "SES_THROTTLED" }), "SES_THROTTLED"],
      [new Error("down"), "RETRIES_EXHAUSTED"],
    ] as const) {
      const { run, letters: deadLettered } = setUp(failing(error));
      expect((await run(record({ id: "a" }, { receiveCount: 5 }))).batchItemFailures).to.deep.equal([]);
      expect(deadLettered.map((deadLetter) => deadLetter.reason)).to.deep.equal([reason]);
    }
  });

  it("keeps a message in the queue when the dead letters cannot be reached", async () => {
    const { run, waits, recorded } = setUp(failing(new PermanentError("BAD", "bad")), { deadLetterQueue: true });
    expect((await run(record({ id: "a" }))).batchItemFailures).to.deep.equal([{ itemIdentifier: `${messageId}0` }]);
    expect(waits).to.have.lengthOf(1);
    expect(recorded.lines.map(({ message }) => message)).to.include("the dead-letter queue refused a message");
  });

  it("still reports a failed message when its backoff cannot be set", async () => {
    const { run, recorded } = setUp(failing(new Error("down")), { visibility: true });
    expect((await run(record({ id: "a" }))).batchItemFailures).to.deep.equal([{ itemIdentifier: `${messageId}0` }]);
    expect(recorded.lines.map(({ message }) => message)).to.include("the backoff could not be set");
  });

  it("reports every failed receive, with the original body, before the message is moved or returned", async () => {
    const notified: unknown[] = [];
    const { run, letters: deadLettered } = setUp(
      failing(new Error("down")),
      {},
      {
        onFailure: async ({ body, context: { receiveCount }, error }) => {
          notified.push([body, receiveCount, (error as Error).message, deadLettered.length]);
          return "proceed";
        },
      },
    );
    await run(record({ id: "a" }, { receiveCount: 1 }));
    await run(record("{nonsense", { receiveCount: 1 }));
    await run(record({ id: "a" }, { receiveCount: 5 }));
    expect(notified).to.deep.equal([
      [{ id: "a" }, 1, "down", 0],
      ["{nonsense", 1, "The message body is not JSON", 0],
      [{ id: "a" }, 5, "down", 1],
    ]);
    expect(deadLettered).to.have.lengthOf(2);
  });

  it("keeps even a permanent failure in the queue while it cannot be notified, until the last receive", async () => {
    const {
      run,
      letters: deadLettered,
      waits,
      recorded,
    } = setUp(
      failing(new PermanentError("BAD", "bad")),
      {},
      {
        onFailure: failing(new Error("nobody listens")),
      },
    );
    const early = await run(record({ id: "a" }, { receiveCount: 4 }));
    expect([early.batchItemFailures.length, deadLettered.length, waits.length]).to.deep.equal([1, 0, 1]);
    const last = await run(record({ id: "a" }, { receiveCount: 5 }));
    expect(last.batchItemFailures).to.deep.equal([]);
    expect(deadLettered.map(({ reason }) => reason)).to.deep.equal(["BAD"]);
    const unnotified = recorded.lines.filter(({ message }) => message === "a failure could not be notified");
    expect(unnotified.map(({ fields }) => fields.messageId)).to.not.be.empty.and.not.include(undefined);
  });

  it("counts a message as handled when its twin is in the dead letters", async () => {
    const { run, letters: deadLettered } = setUp(
      failing(new PermanentError("BAD", "bad")),
      {},
      { onFailure: async () => "drop" },
    );
    expect((await run(record({ id: "a" }))).batchItemFailures).to.deep.equal([]);
    expect(deadLettered).to.deep.equal([]);
  });

  it("takes the correlation id from the given field", async () => {
    const seen: string[] = [];
    const { run } = setUp(
      async (_, { correlationId }) => void seen.push(correlationId),
      {},
      {
        correlationIdOf: (body) => (body as { readonly inner?: unknown }).inner,
      },
    );
    await run(record({ id: "a", inner: "correlation-inner", correlationId: "correlation-outer" }));
    expect(seen).to.deep.equal(["correlation-inner"]);
  });

  it("handles several messages at the same time, but no more than asked for", async () => {
    const crowd = createCrowd(10);
    const { run } = setUp(crowd.enter);
    await run(...Array.from({ length: 30 }, (_, index) => record({ id: "a" }, { index })));
    expect(crowd.most()).to.equal(10);
  });

  it("notifies and moves a failed message first, and then writes the error log", async () => {
    const { run, order } = setUp(
      failing(new PermanentError("BAD", "bad")),
      {},
      {
        onFailure: async () => {
          order.push("told");
          return "proceed";
        },
      },
    );
    await run(record({ id: "a" }));
    expect(order).to.deep.equal(["told", "dead letter", "recorded"]);
  });

  it("moves a message whose text makes every search slow, at its first receive, and writes it down in bounded time", async () => {
    for (const text of ["%40", "a@", "eyJ.", "=40", "&#64;", '"@', "key=", "https://", "-----BEGIN ", "\\"]) {
      const body = JSON.stringify({ wrong: text.repeat(Math.floor(250_000 / text.length)) });
      const { run, letters: deadLettered, recorded } = setUp(nothing);
      expect((await run(record(body))).batchItemFailures, text).to.deep.equal([]);
      expect(deadLettered.map(({ reason }) => reason)).to.deep.equal(["INVALID_MESSAGE"]);
      expect(recorded.failures).to.have.lengthOf(1);
    }
  });

  it("ends before the invocation does: what hangs is put down as failed, what was not begun comes back, and all of it is written down", async () => {
    const begun: string[] = [];
    const hanging = async ({ id }: { id: string }) => {
      begun.push(id);
      await new Promise(() => {});
    };
    const { run, letters: deadLettered, recorded } = setUp(hanging, {}, { concurrency: 2 }, 600);
    const records = Array.from({ length: 5 }, (_, index) => record({ id: `m${index}` }, { index }));
    const { batchItemFailures } = await run(...records);
    expect(batchItemFailures).to.have.lengthOf(5);
    expect(begun).to.deep.equal(["m0", "m1"]);
    expect(deadLettered).to.deep.equal([]);
    expect(recorded.failures.map(({ error }) => (error as Error).message)).to.deep.equal([
      "The time of the invocation is over",
      "The time of the invocation is over",
      "There was no time for 3 of 5 messages: they come back",
    ]);
  });

  it("ends in time when notifying, or the dead-letter queue, hangs", async () => {
    const { run, recorded } = setUp(
      failing(new PermanentError("BAD", "bad")),
      {},
      { onFailure: () => new Promise(() => {}) },
      600,
    );
    expect((await run(record({ id: "a" }))).batchItemFailures).to.have.lengthOf(1);
    expect(recorded.failures).to.have.lengthOf(1);
  });
});
