import { expect } from "chai";
import { scaleGap } from "../../../local/report/gaps";
import { type Burst, inBurst, inWords, planBurst, predictSeconds } from "../../../local/traffic/burst";
import { createRandom } from "../../../local/traffic/random";
import { planShipments } from "../../../local/traffic/shipment-plan";

const burst: Burst = { pipeline: "confirmations", count: 2_000, perDay: 200_000, seconds: 20 };

describe("the burst of a scale", () => {
  it("is one in a hundred of a day's volume, for each kind", () => {
    expect(planBurst(1)).to.deep.equal({ perDay: 2_000, confirmations: 20, notifications: 20, shipments: 3 });
    expect(planBurst(100)).to.deep.equal({
      perDay: 200_000,
      confirmations: 2_000,
      notifications: 2_000,
      shipments: 286,
    });
    expect(planBurst(500)).to.deep.equal({
      perDay: 1_000_000,
      confirmations: 10_000,
      notifications: 10_000,
      shipments: 1_429,
    });
  });

  it("has at least as many shipment events as confirmations, and less than a shipment more", () => {
    for (const scale of [1, 2, 7, 10, 333, 500]) {
      const { shipments, confirmations } = planBurst(scale);
      const events = planShipments(createRandom(1), [], shipments).shipments.flatMap(({ history }) => history).length;
      expect(events - confirmations, `scale ${scale}`).to.be.within(0, 6);
    }
  });

  it("is in the details of its own pipeline, with its rate against the day's", () => {
    expect(inBurst([burst], "confirmations")).to.equal(
      "; 2,000 in one burst, worked off in 20.0 s: 43 times the rate of 200,000 a day",
    );
    expect([inBurst([burst], "shipments"), inBurst([], "confirmations")]).to.deep.equal(["", ""]);
  });
});

describe("how long a burst is expected to take", () => {
  it("is on the straight line through the times of two smaller ones", () => {
    const [small, large] = [
      { count: 500, seconds: 12 },
      { count: 2_000, seconds: 42 },
    ];

    expect(predictSeconds(10_000, small, large)).to.be.closeTo(202, 1e-9);
    expect(predictSeconds(500, small, large)).to.be.closeTo(12, 1e-9);
  });

  it("is beside the time that it took", () => {
    expect(inWords({ ...burst, predictedSeconds: 19 })).to.contain(
      "worked off in 20.0 s (predicted: 19.0 s): 43 times",
    );
  });
});

describe("what the report says about scale", () => {
  it("is the rehearsal's own burst, when no scale was asked for", () => {
    expect(scaleGap([])).to.contain("100 confirmations at once; E9 asks for 10,000");
  });

  it("is what was sent, and what E9 still asks for", () => {
    expect(scaleGap([burst]))
      .to.contain("2,000 in one burst")
      .and.to.contain("call under way; E9 asks for 10,000");
  });

  it("claims no gap once as many as E9 asks for were sent", () => {
    expect(scaleGap([{ ...burst, count: 10_000 }])).not.to.contain("E9");
  });
});
