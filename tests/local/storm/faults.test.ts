import { expect } from "chai";
import { createFaultEngine } from "../../../local/faults/engine";
import { faultsByEffect, stormRules } from "../../../local/storm/faults";
import { putItem } from "../proxy/fixtures";

describe("the storm's faults", () => {
  const draw = (seed: number, call = putItem()) => {
    const engine = createFaultEngine();
    for (const rule of stormRules(seed, 10)) engine.add(rule);
    const drawn = Array.from({ length: 20_000 }, () => engine.take(call, { kind: "unknown" })?.effect);
    return { drawn, hits: faultsByEffect(engine.list()) };
  };

  it("are the same for the same seed, of every kind by its weight, and as many as was asked for", () => {
    const { drawn, hits } = draw(7);

    expect(draw(7).drawn).to.deep.equal(drawn);
    expect(draw(8).drawn).to.not.deep.equal(drawn);
    const total = [...hits.values()].reduce((sum, hit) => sum + hit, 0);
    expect(total).to.be.within(1_800, 2_200);
    const share = (effect: "error" | "throttle" | "refuse" | "lose-answer" | "truncate" | "delay") =>
      Math.round((29 * (hits.get(effect) ?? 0)) / total);
    expect(share("delay")).to.equal(1);
    expect(share("truncate")).to.be.within(3, 5);
    for (const effect of ["error", "throttle", "refuse", "lose-answer"] as const)
      expect(share(effect), effect).to.be.within(5, 7);
    expect(hits.get("partial-failure")).to.equal(0);
  });

  it("are partial failures of PutEvents, about every second time", () => {
    const { hits } = draw(7, { ...putItem(), service: "events", action: "PutEvents" });

    expect(hits.get("partial-failure")).to.be.within(900, 1_100);
  });
});
