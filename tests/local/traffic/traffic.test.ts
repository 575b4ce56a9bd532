import { setTimeout as delay } from "node:timers/promises";
import Big from "big.js";
import { expect } from "chai";
import fc from "fast-check";
import { orderConfirmationRequested } from "../../../functions/contracts/order-confirmation";
import { orderRequestSchema } from "../../../functions/contracts/orders/schemas";
import { currencies, expectedTotal, orderBody } from "../../../local/traffic/bodies";
import { confirmationMessage } from "../../../local/traffic/message";
import { customers } from "../../../local/traffic/people";
import { inParallel, until } from "../../../local/traffic/poll";
import { createRandom } from "../../../local/traffic/random";

const patience = { signal: new AbortController().signal, limitMs: 300, firstPauseMs: 1 };

describe("the traffic's random numbers", () => {
  it("are the same for the same seed and others for another", () => {
    const draw = (seed: number) => Array.from({ length: 20 }, createNumbers(seed));

    expect(draw(1)).to.deep.equal(draw(1));
    expect(draw(1)).not.to.deep.equal(draw(2));
  });

  function createNumbers(seed: number) {
    const random = createRandom(seed);
    return () => random.int(0, 1_000_000);
  }

  it("stay within their bounds and reach them", () => {
    const random = createRandom(7);
    const seen = new Set(Array.from({ length: 500 }, () => random.int(3, 6)));

    expect([...seen].sort()).to.deep.equal([3, 4, 5, 6]);
  });

  it("make UUIDs that the API takes for correlation ids", () => {
    const random = createRandom(7);
    const ids = Array.from({ length: 200 }, () => random.uuid());

    expect(new Set(ids).size).to.equal(200);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).to.equal(
      true,
    );
  });
});

describe("the traffic's orders", () => {
  it("are orders that the API's own schema takes, in every currency", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(...customers),
        fc.constantFrom(...currencies),
        (seed, person, currency) => {
          const body = orderBody(createRandom(seed), person, currency);
          expect(orderRequestSchema.safeParse(body).error).to.equal(undefined);
        },
      ),
    );
  });

  it("cost what their lines cost, with as many decimals as the currency has", () => {
    const line = (quantity: number, unitPrice: string) => ({ sku: "A", name: "A", quantity, unitPrice });
    const total = (currency: string, ...items: ReturnType<typeof line>[]) =>
      expectedTotal({ ...orderBody(createRandom(1), customers[0]), currency, items });

    expect(total("EUR", line(3, "0.10"), line(1, "0.20"))).to.equal("0.50");
    expect(total("JPY", line(2, "1500"))).to.equal("3000");
    expect(total("KWD", line(10, "0.001"))).to.equal("0.010");
    expect(new Big(total("EUR", line(999, "250000.01"))).eq("249750009.99")).to.equal(true);
  });

  it("have confirmations that the sender's own schema takes", () => {
    const message = confirmationMessage("order-1", "ada@example.com", createRandom(1).uuid());

    expect(orderConfirmationRequested.safeParse(message).error).to.equal(undefined);
  });
});

describe("waiting for a condition", () => {
  it("looks until it holds", async () => {
    let looks = 0;
    const verdict = await until(async () => {
      looks += 1;
      return { ok: looks === 4, detail: `look ${looks}` };
    }, patience);

    expect(verdict).to.deep.equal({ ok: true, detail: "look 4" });
  });

  it("gives the last verdict when time is up", async () => {
    const verdict = await until(async () => ({ ok: false, detail: "still nothing" }), patience);

    expect(verdict).to.deep.equal({ ok: false, detail: "still nothing" });
  });

  it("goes on past its time as long as it finds what it has not found before", async () => {
    const rests = Array.from({ length: 8 }, (_, index) => `${8 - index} wait`);
    const look = async () => ({ ok: rests.length === 0, detail: rests.shift() ?? "none waits" });
    const verdict = await until(look, { ...patience, limitMs: 1, renewedMs: 5_000 });

    expect(verdict).to.deep.equal({ ok: true, detail: "none waits" });
  });

  it("does not go on for what only comes and goes, nor beyond its bound", async () => {
    let looks = 0;
    const waiting = (most: number) => async () => {
      looks += 1;
      return { ok: false, detail: `${looks % most} wait` };
    };
    const swings = waiting(2);
    const grows = waiting(Number.POSITIVE_INFINITY);

    expect((await until(swings, { ...patience, renewedMs: 300 })).ok).to.equal(false);
    expect((await until(grows, { ...patience, renewedMs: 60_000, mostMs: 300 })).ok).to.equal(false);
  });

  it("ends with the signal's reason", async () => {
    const controller = new AbortController();
    const waiting = until(async () => ({ ok: false, detail: "" }), { signal: controller.signal });
    const reason = new Error("stopped");
    setTimeout(() => controller.abort(reason), 20);

    const error = await waiting.catch((thrown: unknown) => thrown);

    expect(error instanceof Error && (error === reason || error.cause === reason)).to.equal(true);
  });
});

describe("work in parallel", () => {
  it("keeps the order of results and the bound of width", async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([5, 1, 3, 2, 4], 2, async (ms) => {
      running += 1;
      most = Math.max(most, running);
      await delay(ms);
      running -= 1;
      return ms * 10;
    });

    expect(results).to.deep.equal([50, 10, 30, 20, 40]);
    expect(most).to.equal(2);
  });
});
