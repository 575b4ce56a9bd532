import { expect } from "chai";
import fc from "fast-check";
import { outcomeOf, type Workload } from "../../../functions/monitoring/domain/outcome";

const workload: Workload = { seed: "backoffice", errorRatePercent: 7, latencyMedianMs: 80, latencyP99Ms: 400 };

function outcomes(count: number, changes: Partial<Workload> = {}) {
  return Array.from({ length: count }, (_, sequence) => outcomeOf({ ...workload, ...changes }, sequence));
}

const failures = (all: readonly { readonly fails: boolean }[]) => all.filter(({ fails }) => fails).length;

describe("the outcome of a simulated call", () => {
  it("is the same whenever and in whatever order it is asked for", () => {
    const forwards = outcomes(500);
    const backwards = Array.from({ length: 500 }, (_, index) => outcomeOf(workload, 499 - index)).reverse();

    expect(backwards).to.deep.equal(forwards);
  });

  it("is another for another seed", () => {
    expect(outcomes(500, { seed: "other" })).to.not.deep.equal(outcomes(500));
  });

  it("stays what it was: a run of today can be repeated after the next release", () => {
    const failing = outcomes(100).flatMap(({ fails }, sequence) => (fails ? [sequence] : []));

    expect(failing).to.deep.equal([0, 15, 17, 74, 87, 91, 92]);
    expect(outcomes(5).map(({ latencyMs }) => latencyMs)).to.deep.equal([45, 193, 24, 21, 124]);
  });

  it("is a failure at the configured rate", () => {
    // Four standard deviations of 10,000 draws at 7 % are 1.02 percent points.
    expect(failures(outcomes(10_000)) / 100).to.be.within(5.98, 8.02);
    expect(failures(outcomes(2_000, { errorRatePercent: 0 }))).to.equal(0);
    expect(failures(outcomes(2_000, { errorRatePercent: 100 }))).to.equal(2_000);
  });

  it("only fails more with a higher rate: no call that failed before passes", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (sequence, a, b) => {
        const fails = (errorRatePercent: number) => outcomeOf({ ...workload, errorRatePercent }, sequence).fails;
        return !fails(Math.min(a, b)) || fails(Math.max(a, b));
      }),
    );
  });

  it("takes as long as the configured distribution says", () => {
    const sorted = outcomes(10_000)
      .map(({ latencyMs }) => latencyMs)
      .sort((a, b) => a - b);

    expect(sorted[5_000]).to.be.within(76, 84);
    expect(sorted[9_900]).to.be.within(350, 450);
    expect(sorted.at(-1)).to.be.at.most(800);
  });

  it("takes equally long with equal median and 99th percentile, and never a negative or broken number of milliseconds", () => {
    expect(new Set(outcomes(200, { latencyP99Ms: 80 }).map(({ latencyMs }) => latencyMs))).to.deep.equal(new Set([80]));
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 10_000 }), (n, a, b) => {
        const [latencyMedianMs, latencyP99Ms] = [Math.min(a, b), Math.max(a, b)];
        const { latencyMs } = outcomeOf({ ...workload, latencyMedianMs, latencyP99Ms }, n);
        return Number.isInteger(latencyMs) && latencyMs >= 0 && latencyMs <= 2 * latencyP99Ms;
      }),
    );
  });
});
