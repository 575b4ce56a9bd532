import { expect } from "chai";
import * as fc from "fast-check";
import { type BurstShop, simulateBurst } from "../../../scripts/capacity/burst";
import { createFractions } from "../../../values/fractions";
import { growthOfDoubling } from "../../support/cpu-time";

/** A shop without waits but those that a test sets. */
const shop: BurstShop = {
  apiRate: 500,
  apiBurst: 1_000,
  towardsQueue: 0.25,
  senders: 10,
  batchSize: 10,
  parallel: 5,
  sendSeconds: 0.1,
  refusedSeconds: 0.006,
  emailRate: 1_000_000,
  backoff: { baseSeconds: 5, maxSeconds: 900, maxProcessingAttempts: 12 },
};

const run = (changes: Partial<BurstShop>, orders: number, seed = 1) =>
  simulateBurst({ ...shop, ...changes }, orders, createFractions(seed));

describe("a simulated burst", () => {
  it("is sent as fast as the senders can where SES takes everything: five at a time in each of ten calls, 0.1 s each", () => {
    const { drainSeconds, sent, refusals, deadLettered } = run({ apiBurst: 10_000 }, 10_000);

    expect({ sent, refusals, deadLettered }).to.deep.equal({ sent: 10_000, refusals: 0, deadLettered: 0 });
    // A call ends with its last message, so that its places are idle for a while.
    expect(drainSeconds).to.be.within(0.25 + 10_000 / (10 * 5 * 10), 1.3 * (10_000 / (10 * 5 * 10)));
  });

  it("is sent as fast as the API takes it where everything else is faster", () => {
    const { drainSeconds } = run({ senders: 1_000, apiBurst: 1_000, apiRate: 100 }, 3_000);

    expect(drainSeconds).to.be.closeTo(0.25 + 2_000 / 100 + 0.1, 0.051);
  });

  it("takes at least as long as SES's rate needs, and less than twice as long, by waits that double", () => {
    for (const emailRate of [5, 14, 50]) {
      const { drainSeconds, sent, refusals } = run({ emailRate }, 2_000);

      expect(sent).to.equal(2_000);
      expect(refusals).to.be.greaterThan(2_000);
      expect(drainSeconds).to.be.within((2_000 - emailRate) / emailRate, (2 * 2_000) / emailRate + 900);
    }
  });

  it("ends in dead letters where SES takes nearly nothing: twelve tries later, each order once", () => {
    const { sent, deadLettered, minutes } = run({ emailRate: 0.01 }, 500);

    expect(deadLettered).to.be.greaterThan(400);
    expect(sent + deadLettered).to.equal(500);
    expect(minutes.at(-1)?.deadLetters).to.equal(deadLettered);
  });

  it("gives a refused message's place to the next one when the refusal is dealt with", () => {
    const one = { senders: 1, batchSize: 1, parallel: 1, refusedSeconds: 1, emailRate: 0.01 };
    const { drainSeconds, deadLettered } = run({ ...one, backoff: { ...shop.backoff, maxProcessingAttempts: 1 } }, 10);

    expect(deadLettered).to.equal(9);
    expect(drainSeconds).to.be.closeTo(0.25 + 10 * 0.1 + 8 * 1, 0.4);
  });

  it("loses nothing of SES's rate where an email takes longer than SES takes to earn as many as it takes at once", () => {
    const { drainSeconds } = run(
      { sendSeconds: 1.6, emailRate: 2, backoff: { ...shop.backoff, maxSeconds: 8, maxProcessingAttempts: 500 } },
      300,
    );
    const inStep = 300 / (2 / 1.6);

    expect(drainSeconds).to.be.within((300 - 2) / 2, 0.8 * inStep);
  });

  it("leaves out of the published age what was received three times, as SQS does", () => {
    const { shownAgeSeconds, drainSeconds } = run({ emailRate: 1 }, 500);

    expect(drainSeconds).to.be.greaterThan(400);
    expect(shownAgeSeconds).to.be.lessThan(100);
  });

  it("loses and doubles no message, whatever it meets, and is the same again for the same seed", () => {
    fc.assert(
      fc.property(
        fc.record({
          emailRate: fc.double({ min: 0.05, max: 200, noNaN: true }),
          senders: fc.integer({ min: 1, max: 40 }),
          batchSize: fc.integer({ min: 1, max: 10 }),
          parallel: fc.integer({ min: 1, max: 10 }),
          apiBurst: fc.integer({ min: 0, max: 500 }),
        }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(1_000),
        (changes, orders, seed) => {
          const result = run(changes, orders, seed);
          const total = (of: "placed" | "sent" | "deadLettered" | "retried") =>
            result.minutes.reduce((sum, minute) => sum + minute[of], 0);

          expect(result.sent + result.deadLettered).to.equal(orders);
          expect([total("placed"), total("sent"), total("deadLettered")]).to.deep.equal([
            orders,
            result.sent,
            result.deadLettered,
          ]);
          expect(total("retried")).to.equal(result.refusals - result.deadLettered);
          expect(result.minutes.length).to.equal(Math.floor(result.drainSeconds / 60) + 1);
          expect(run(changes, orders, seed)).to.deep.equal(result);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("takes time that grows as the burst does", () => {
    // A heap that outgrows the processor's caches takes 2.3 to 3 times as long with each doubling, quadratic work 4 times.
    expect(growthOfDoubling((orders) => run({ emailRate: 200 }, orders), 20_000)).to.be.lessThan(3.5);
  });
});
