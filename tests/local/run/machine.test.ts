import { expect } from "chai";
import { busyText, readProcessorTimes, startMachine, stretchFor } from "../../../local/run/machine";
import { until } from "../../../local/traffic/poll";

const quiet = { cores: 2, load: 2, lagMeanMs: 3, lagP99Ms: 20, stolen: 0 };

describe("a machine that is too busy", () => {
  it("stretches deadlines by what it lacks most, at least once and at most four times", () => {
    expect(stretchFor(quiet)).to.equal(1);
    expect(stretchFor({ ...quiet, load: 12 })).to.equal(3);
    expect(stretchFor({ ...quiet, lagMeanMs: 50 })).to.equal(2);
    expect(stretchFor({ ...quiet, stolen: 0.5 })).to.equal(2);
    expect(stretchFor({ ...quiet, load: 12, lagMeanMs: 50 })).to.equal(3);
    for (const worst of [{ load: 500 }, { lagMeanMs: 9_000 }, { stolen: 1 }]) {
      expect(stretchFor({ ...quiet, ...worst })).to.equal(4);
    }
  });

  it("is named with its figures, and only then", () => {
    expect(busyText({ ...quiet, stretch: 1.4 })).to.equal(undefined);
    expect(
      busyText({ cores: 2, load: 12.34, lagMeanMs: 61.2, lagP99Ms: 340.4, stolen: 0.081, stretch: 3.08 }),
    ).to.equal(
      "this machine was too busy: a load of 12.3 on 2 cores, timers 61 ms late on average and 340 ms at the 99th percentile, " +
        "8 % of its processor time taken by its host. The run waited 3.1 times as long as usual",
    );
    expect(busyText({ cores: 2, load: 12.34, lagMeanMs: 61.2, lagP99Ms: 340.4, stretch: 3.08 })).to.not.contain("host");
  });

  it("is read from the system's own counters", () => {
    const text = "cpu  100 5 50 800 10 3 2 30 7 0\ncpu0 50 5 25 400 5 1 1 15 3 0\n";

    expect(readProcessorTimes(text)).to.deep.equal({ all: 1000, stolen: 30 });
    expect(readProcessorTimes("intr 1 2 3\n")).to.equal(undefined);
  });

  it("is noticed: timers that this very process holds up are late", async () => {
    const machine = startMachine();
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let round = 0; round < 5; round += 1) {
      for (const end = performance.now() + 120; performance.now() < end; );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const { lagP99Ms, stretch, cores } = machine.figures();
    machine.stop();

    expect(cores).to.be.greaterThan(0);
    expect(lagP99Ms).to.be.greaterThan(80);
    expect(stretch).to.be.greaterThan(1).and.at.most(4);
  });

  it("is given more time before a look has failed", async () => {
    const { signal } = new AbortController();
    const look = async () => ({ ok: false, detail: "not yet" });
    const took = async (stretch: () => number) => {
      const began = performance.now();
      await until(look, { signal, limitMs: 100, firstPauseMs: 10, stretch });
      return performance.now() - began;
    };

    expect(await took(() => 4)).to.be.at.least(400);
    expect(await took(() => 1)).to.be.at.least(100);
  });
});
