import { expect } from "chai";
import * as fc from "fast-check";
import { evidence } from "../../../../functions/confirmations/domain/delivery";
import type { Outcome } from "../support/calls";
import type { Item } from "../support/expressions";
import type { Fortune } from "../support/fortunes";
import { createWorld, times, type World } from "../support/world";

type Move = { readonly kind: string; readonly which: number; readonly expectedOutcome: Outcome };

const fortune = fc.constantFrom<Fortune>(
  "delivered",
  "delivered",
  "bounces",
  "returns",
  "complains",
  "soft-bounces",
  "suppressed",
);
const expectedOutcome = fc.oneof(
  { weight: 7, arbitrary: fc.constant<Outcome>("works") },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Outcome>(
      "loses-answer",
      "fails",
      "repeats",
      "dies-before",
      "dies-after",
      "throttled",
      "rejected",
    ),
  },
);
/** What befalls the calls that follow one another after the script: reaches every depth of an attempt. */
const expectedOutcomes = fc.array(expectedOutcome, { maxLength: 40, size: "max" });
const kinds = [
  "step",
  "step",
  "step",
  "step",
  "receive",
  "receive",
  "deliver",
  "deliver-again",
  "duplicate",
  "wait",
  "wait-long",
];
const moves = (extra: readonly string[]) =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds, ...extra), which: fc.nat(20), expectedOutcome }), {
    maxLength: 80,
    size: "max",
  });

const accepted = ["SENT", "DELIVERED", "BOUNCED", "COMPLAINED"];
const statusByEvidence = ["", "SENT", "FAILED", "BOUNCED", "DELIVERED", "BOUNCED", "COMPLAINED"];

/** Where all events about an email lead, in any order. */
const strongest: Readonly<Record<Fortune, number>> = {
  delivered: evidence.delivered,
  "soft-bounces": evidence.delivered,
  bounces: evidence.hardBounced,
  returns: evidence.hardBounced,
  complains: evidence.complained,
  suppressed: evidence.nothing,
};

/** Every change that a delivery may make while SES has shown no sign of an email. */
const legal: Readonly<Record<string, readonly string[]>> = {
  "": ["PENDING", "SUPPRESSED"],
  PENDING: ["PENDING", "SENDING", "SUPPRESSED"],
  SENDING: ["SENDING", "PENDING", "FAILED", "UNCERTAIN"],
  FAILED: ["PENDING", "SUPPRESSED"],
  // PENDING and FAILED by the owner who learns late that SES refused; PENDING and SUPPRESSED by an operator's permit.
  UNCERTAIN: ["PENDING", "FAILED", "SUPPRESSED"],
  SUPPRESSED: [],
};

/** Fails at the write that takes a delivery backwards. */
function checkWrite(before: Item | undefined, after: Item): void {
  const was = Number(before?.evidence ?? 0);
  const is = Number(after.evidence);
  if (is < was) throw new Error(`evidence fell from ${was} to ${is}`);
  if (is > 0 && after.status !== statusByEvidence[is]) throw new Error(`evidence ${is} with status ${after.status}`);
  const from = String(before?.status ?? "");
  if (is === 0 && !legal[from]?.includes(String(after.status))) throw new Error(`${from} -> ${after.status}`);
}

async function play(world: World, script: readonly Move[]): Promise<void> {
  for (const { kind, which, expectedOutcome } of script) {
    if (kind === "step") world.step(which, expectedOutcome);
    if (kind === "receive") world.receive(which, 1 + (which % 3));
    if (kind === "deliver") world.deliver(which, false);
    if (kind === "deliver-again") world.deliver(which, true);
    if (kind === "duplicate") world.duplicate(which);
    if (kind === "wait") world.pass(1 + which);
    if (kind === "wait-long") world.pass(times.visibility);
    if (kind === "redrive") world.redrive(which, false);
    if (kind === "permit") world.redrive(which, true);
    await world.settle();
  }
}

/** Plays one story to its end and checks all that must hold then. */
async function playStory(
  fortunes: readonly Fortune[],
  script: readonly Move[],
  faults: readonly Outcome[],
  eventsArrive: boolean,
  ahead?: readonly number[],
): Promise<void> {
  const broken: string[] = [];
  const note = (before: Item | undefined, after: Item) => {
    try {
      checkWrite(before, after);
    } catch (error) {
      broken.push(String(error));
    }
  };
  const world = createWorld(fortunes, note, ahead);

  await play(world, script);
  await world.calm(eventsArrive, faults);

  expect(broken, "no delivery goes backwards").to.deep.equal([]);
  let withProof = 0;
  for (const [orderId, fortune] of world.fortunes) {
    const emails = world.emails.filter((email) => email.orderId === orderId).length;
    const item = world.deliveries.items.get(orderId);
    const status = String(item?.status ?? "none");
    const deadLettered = world.dead.filter((deadLetter) => deadLetter.orderId === orderId && !deadLetter.redriven);
    withProof += Number(item?.evidence ?? 0) > 0 ? 1 : 0;

    expect(emails, `emails of ${orderId}`).to.be.at.most(1 + (world.permits.get(orderId)?.size ?? 0));
    if (fortune === "suppressed") expect(emails, "emails to a suppressed address").to.equal(0);
    for (const { reason } of deadLettered) expect(reason).to.match(/^[A-Z_]+$/);
    if (![...accepted, "SUPPRESSED"].includes(status)) {
      expect(deadLettered.length, `dead letters of ${orderId}, which ended ${status}`).to.be.at.least(1);
    }
    if (eventsArrive && emails > 0) {
      expect(item?.evidence, `what is known of ${orderId}`).to.equal(strongest[fortune]);
      expect(item?.sesMessageId).to.be.a("string");
    }
    if (emails === 0) expect(item?.evidence ?? 0, `proof without an email of ${orderId}`).to.equal(0);
  }
  expect(world.counted.get("emailsSent") ?? 0).to.be.at.most(withProof);
  const deliveredEmails = world.emails.filter(({ orderId }) => world.fortunes.get(orderId) !== "bounces").length;
  expect(world.counted.get("emailsDelivered") ?? 0).to.be.at.most(deliveredEmails);
}

describe("the delivery of a confirmation, under crashes, redeliveries, duplicates and lost answers", () => {
  const orders = fc.array(fortune, { minLength: 1, maxLength: 3 });

  it("sends at most one email per order, loses none, and ends as SES's events say", async () => {
    await fc.assert(
      fc.asyncProperty(orders, moves(["redrive"]), expectedOutcomes, (fortunes, script, faults) =>
        playStory(fortunes, script, faults, true),
      ),
      { numRuns: 600 },
    );
  });

  it("keeps all that when the events never arrive", async () => {
    await fc.assert(
      fc.asyncProperty(orders, moves(["redrive"]), expectedOutcomes, (fortunes, script, faults) =>
        playStory(fortunes, script, faults, false),
      ),
      { numRuns: 600 },
    );
  });

  it("keeps all that when the clocks of the processes that send differ by minutes, in either direction", async () => {
    const ahead = fc.array(fc.integer({ min: -3_600, max: 3_600 }), { minLength: 2, maxLength: 3 });
    await fc.assert(fc.asyncProperty(orders, moves(["redrive"]), expectedOutcomes, fc.boolean(), ahead, playStory), {
      numRuns: 600,
    });
  });

  it("sends no more than one further email for each permit of an operator", async () => {
    await fc.assert(
      fc.asyncProperty(
        orders,
        moves(["permit", "permit", "redrive"]),
        expectedOutcomes,
        fc.boolean(),
        (fortunes, script, faults, eventsArrive) => playStory(fortunes, script, faults, eventsArrive),
      ),
      {
        numRuns: 600,
      },
    );
  });
});
