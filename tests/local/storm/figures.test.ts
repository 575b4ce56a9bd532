import { expect } from "chai";
import { createCallLog } from "../../../local/proxy/call-log";
import type { RunningStack } from "../../../local/run/context";
import { figuresOf } from "../../../local/storm/figures";
import { createJournal } from "../../../local/traffic/journal";

describe("the figures of a storm", () => {
  it("name faults by kind, kills by function, orders, messages, dead letters sent back by queue, and commands", () => {
    const journal = createJournal();
    journal.handed.push({ orderId: "o", email: "e", correlationId: "c", copies: 1 });
    journal.notifications.push({ what: "n", notificationId: "i", correlationId: "c", expectedOutcome: "TOLD" });
    journal.carriers.push({ entries: [{ source: "s", detail: {} }], shipments: [], malformed: [], repeated: 0 });
    const counts = { subscriptions: 1, events: 9, retries: 4, givenUp: 1, undelivered: 0, open: 0 };
    const stack = { asynchronous: { counts: () => counts } } as unknown as RunningStack;
    const calls = createCallLog();
    const call = {
      at: 0,
      service: "sqs",
      action: "SendMessage",
      outcome: "ok",
      entries: 1,
      attempt: 1,
      milliseconds: 1,
    } as const;
    const more = { requestBytes: 1, responseBytes: 1 };
    for (let count = 0; count < 100; count += 1)
      calls.add({ ...call, ...more, caller: { kind: "function", name: "sender" } });
    calls.add({ ...call, ...more, caller: { kind: "administrator" } });
    const faults = (["delay", "error", "error"] as const).map((effect, index) => ({
      rule: { id: `${index}`, effect, rate: 1, forSeconds: 1, seed: 1 },
      ...{ addedAt: 0, active: false, matched: 9, hit: [1, 2, 4][index] ?? 0 },
    }));
    const lines = figuresOf({
      traffic: { journal, stack },
      proxy: { calls, faults: { list: () => faults } },
      kills: new Map([
        ["sender", 2],
        ["create", 3],
      ]),
      requests: 12,
      roomFaults: 2,
      commands: [
        { command: "redrive a", queue: "a", deadLetters: 3 },
        { command: "redrive b", queue: "b", deadLetters: 4 },
        { command: "redrive a", queue: "a", deadLetters: 2 },
      ],
    });
    expect(lines).to.deep.equal([
      "faults: 9, in 100 calls: 6 error, 2 chat room, 1 delay",
      "workers killed: 5: 3 create, 2 sender",
      "orders: 0, by 12 requests",
      "messages straight in: 3: 1 confirmations, 1 shipment events, 1 notifications",
      "asynchronous invocations: 9, with 4 retries, 1 given up",
      "dead letters sent back: 9: 5 a, 4 b",
      "commands run: 3",
    ]);
  });
});
