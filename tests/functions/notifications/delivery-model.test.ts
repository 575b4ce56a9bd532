import { expect } from "chai";
import * as fc from "fast-check";
import type { Outcome } from "../confirmations/support/calls";
import type { Item } from "../confirmations/support/expressions";
import { createWorld, times } from "./support/world";

type Move = { readonly kind: string; readonly which: number; readonly expectedOutcome: Outcome };

const expectedOutcome = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Outcome>("works") },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Outcome>("loses-answer", "fails", "repeats", "dies-before", "dies-after", "throttled"),
  },
);
const expectedOutcomes = fc.array(expectedOutcome, { maxLength: 40, size: "max" });
const kinds = [
  "step",
  "step",
  "step",
  "step",
  "invoke",
  "invoke",
  "duplicate",
  "wait",
  "wait-long",
  "redrive",
  "permit",
] as const;
const moves = fc.array(fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(20), expectedOutcome }), {
  maxLength: 80,
  size: "max",
});

/** Every change that a notification may make. */
const legal: Readonly<Record<string, readonly string[]>> = {
  "": ["CLAIMED"],
  CLAIMED: ["CLAIMED", "CALLING", "DELIVERED", "FALLBACK_DUE"],
  CALLING: ["CALLING", "DELIVERED", "FALLBACK_DUE"],
  DELIVERED: ["DELIVERED"],
  FALLBACK_DUE: ["FALLBACK_DUE", "FALLBACK_CALLING"],
  FALLBACK_CALLING: ["FALLBACK_CALLING", "FALLBACK_DUE", "FALLBACK_SENT", "FALLBACK_UNCERTAIN"],
  FALLBACK_SENT: ["FALLBACK_SENT"],
  // By the attempt that learns SES's answer late.
  // Or by an operator's permit.
  FALLBACK_UNCERTAIN: ["FALLBACK_UNCERTAIN", "FALLBACK_SENT", "FALLBACK_DUE"],
};

const statuses: Readonly<Record<string, string>> = { CLAIMED: "RECEIVED", CALLING: "RECEIVED", DELIVERED: "DELIVERED" };

function checkWrite(before: Item | undefined, after: Item): void {
  const [from, to] = [String(before?.stage ?? ""), String(after.stage)];
  if (!legal[from]?.includes(to)) throw new Error(`${from} -> ${to}`);
  if (after.status !== (statuses[to] ?? "FAILED")) throw new Error(`${to} with status ${after.status}`);
  if (after.status === "FAILED" && typeof after.errorName !== "string") throw new Error(`${to} without an error`);
}

/** Plays one story to its end and checks all that must hold then. */
async function play(
  readable: readonly boolean[],
  script: readonly Move[],
  faults: readonly Outcome[],
  channel: "webhook" | "email",
): Promise<void> {
  const broken: string[] = [];
  const world = createWorld(readable, channel, (before, after) => {
    try {
      checkWrite(before, after);
    } catch (error) {
      broken.push(String(error));
    }
  });
  for (const { kind, which, expectedOutcome } of script) {
    if (kind === "step") world.step(which, expectedOutcome);
    if (kind === "invoke") world.invoke(which);
    if (kind === "duplicate") world.duplicate(which);
    if (kind === "wait") world.pass(1 + which);
    if (kind === "wait-long") world.pass(times.wait);
    if (kind === "redrive") world.redrive(which);
    if (kind === "permit") world.redrive(which, true);
    await world.settle();
  }
  await world.calm(faults);

  expect(broken, "no notification goes backwards").to.deep.equal([]);
  const count = (list: readonly string[], id: string) => list.filter((one) => one === id).length;
  for (const id of world.ids) {
    const item = world.table.items.get(id);
    const stage = String(item?.stage ?? "none");
    const deadLettered = world.failures.filter(
      (deadLetter) => deadLetter.notificationId === id && !deadLetter.redriven,
    ).length;
    expect(count(world.calls, id), `calls of the webhook for ${id}`).to.be.at.most(1);
    const permits = count(world.permits, id);
    expect(count(world.emails, id), `fallbacks of ${id} with ${permits} permits`).to.be.at.most(1 + permits);
    if (stage === "DELIVERED") {
      expect(count(world.posts, id)).to.equal(channel === "webhook" ? 1 : 0);
      expect(count(world.emails, id)).to.equal(0);
    } else if (stage === "FALLBACK_SENT") expect(count(world.emails, id)).to.be.at.least(1);
    else expect(deadLettered, `events in the failure queue of ${id}, which ended ${stage}`).to.be.at.least(1);
  }
  const finished = (status: string) => [...world.table.items.values()].filter((item) => item.status === status).length;
  expect(world.recorded.total("notificationsDelivered")).to.be.at.most(finished("DELIVERED"));
  expect(world.recorded.total("notificationsFailed")).to.be.at.most(finished("FAILED"));
  expect(world.recorded.total("fallbacksSent")).to.be.at.most(world.emails.length);
}

describe("a notification, under crashes, retries, duplicates and lost answers", () => {
  const notifications = fc.array(fc.constantFrom(true, true, true, false), { minLength: 1, maxLength: 3 });

  it("reaches the webhook at most once, is sent by at most one fallback, and is never lost", async () => {
    await fc.assert(
      fc.asyncProperty(notifications, moves, expectedOutcomes, (readable, script, faults) =>
        play(readable, script, faults, "webhook"),
      ),
      { numRuns: 600 },
    );
  });

  it("keeps all that when the topic's emails are the channel", async () => {
    await fc.assert(
      fc.asyncProperty(notifications, moves, expectedOutcomes, (readable, script, faults) =>
        play(readable, script, faults, "email"),
      ),
      { numRuns: 300 },
    );
  });
});
