import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { bundleFunctions, sourceMaps } from "../../../components/blocks/bundle";
import { buildNamedIn } from "../../../components/blocks/source-maps";
import type { CheckContext } from "../../../local/traffic/checks/check";
import { gatherFacts } from "../../../local/traffic/facts";
import { createJournal } from "../../../local/traffic/journal";
import type { QueuedMessage } from "../../../ops/queues/peek";

const idle = { cores: 2, load: 1, lagMeanMs: 2, lagP99Ms: 9, stretch: 1 };
const deadLetter = (Body: string, reason?: string): QueuedMessage => ({
  MessageId: "m",
  Body,
  ReceiveCount: 1,
  SentTimestamp: 0,
  IsVisible: true,
  MessageAttributes: reason === undefined ? {} : { reason: { DataType: "String", StringValue: reason } },
});

/** Line and column of a bundle, and the line of our sources that stands there. */
function firstOwnPlace(bundle: string): readonly [line: number, column: number, source: string] {
  const payload = sourceMaps().find(buildNamedIn(bundle) ?? "");
  if (payload === undefined) throw new Error("the bundle has no map");
  const map = new SourceMap(payload);
  for (const [index, text] of bundle.split("\n").entries()) {
    for (let column = 1; column <= text.length; column += 25) {
      const origin = map.findOrigin(index + 1, column);
      if ("fileName" in origin && origin.fileName.startsWith("functions/"))
        return [index + 1, column, `${origin.fileName}:${origin.lineNumber}`];
    }
  }
  throw new Error("nothing of the bundle is of our sources");
}

describe("what is seen beside failed expectations", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backoffice-facts-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A stack with these dead letters of confirmations, errors and lines of the emulator's log. */
  function context(
    deadLetters: readonly QueuedMessage[],
    errors: readonly Record<string, string>[],
    log: string,
  ): CheckContext {
    const emulatorLog = join(folder, "emulator.log");
    writeFileSync(emulatorLog, log);
    const journal = createJournal();
    journal.poison.push({ what: "text", queue: "confirmations", body: "poison", correlationId: "c-poison" });
    const outputs = {
      orders: { functionNames: {}, publisherFailureQueueUrl: "http://127.0.0.1:1/0/orders-publisher-failures-local" },
      confirmations: {
        functionNames: {},
        queueUrl: "http://127.0.0.1:1/0/confirmations-queue-local",
        deadLetterQueueUrl: "http://127.0.0.1:1/0/confirmations-dead-letters-local",
      },
      shipments: {},
      notifications: {},
      monitoring: {},
    };
    const evidence = {
      queue: async (url: string) => (url.includes("dead-letters") ? deadLetters : []),
      errors: async () => errors,
      logs: async () => [],
    };
    const stack = { target: { inspectable: true }, emulatorLog };
    return { traffic: { journal, outputs, stack }, evidence } as unknown as CheckContext;
  }

  it("are dead letters that nobody put there, errors that nobody provoked, and the emulator's own complaints", async () => {
    // The first place of a bundle that is in a source of ours.
    const bundle = bundleFunctions()["confirmations/sender"].text;
    const [line, column, source] = firstOwnPlace(bundle);
    const place = `/var/task/confirmations/sender-${buildNamedIn(bundle)}.js:${line}:${column}`;
    const deadLetters = [
      deadLetter("poison", "INVALID"),
      deadLetter("a", "UNCERTAIN"),
      deadLetter("b", "UNCERTAIN"),
      deadLetter("c"),
    ];
    const errors = [
      { functionName: "sender", errorName: "PermanentError", correlationId: "c-poison" },
      {
        functionName: "sender",
        errorName: "TimeoutError",
        correlationId: "c-1",
        stack: `TimeoutError\n    at b (${place})`,
      },
    ];
    const log = 'INFO fine\nERROR a service failed\n{"level":"ERROR","message":"of a function"}\n';

    expect(await gatherFacts(context(deadLetters, errors, log), idle)).to.deep.equal([
      "confirmations-dead-letters-local holds 3 messages that nobody put there on purpose: UNCERTAIN (2), no reason (1).",
      `The error log has 1 entries besides those of poisoned messages, throttled emails and the simulator: sender TimeoutError at ${source} (1).`,
      "The emulator's log has 1 lines of errors; the last: ERROR a service failed",
    ]);
  });

  it("begin with the machine when that was too busy, and are none when all is as it should be", async () => {
    const fine = context([deadLetter("poison", "INVALID")], [], "INFO fine\n");

    expect(await gatherFacts(fine, idle)).to.deep.equal([]);
    const [first] = await gatherFacts(fine, { ...idle, load: 12, stretch: 3 });
    expect(first).to.match(/^this machine was too busy: a load of 12\.0 on 2 cores/);
  });
});
