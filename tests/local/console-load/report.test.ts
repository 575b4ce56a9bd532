import { expect } from "chai";
import { addedBy, percentile, type Turn } from "../../../local/console-load/figures";
import { bounds, reportOf } from "../../../local/console-load/report";
import type { ConsoleLoad } from "../../../local/console-load/run";

const closed: Turn = { open: false, orders: 100, seconds: 10, server: 1, emulator: 5 };
const open: Turn = { open: true, orders: 100, seconds: 20, server: 3, emulator: 7 };

describe("what an open page costs", () => {
  it("is what comes on top of the same orders without it, as a share of all processors, by pairs", () => {
    const rounded = (turns: readonly Turn[], cores: number) =>
      Object.values(addedBy(turns, cores)).map((share) => Number(share.toFixed(6)));
    // Server, emulator, rate: 2 s of 20 s on two processors.
    expect(rounded([open, closed], 2)).to.deep.equal([0.05, 0.05, 0.5]);
    expect(rounded([open, closed], 4)).to.deep.equal([0.025, 0.025, 0.5]);
    // Twice the orders in twice the time are no more of it.
    const twice: Turn = { open: true, orders: 200, seconds: 40, server: 6, emulator: 14 };
    expect(rounded([twice, closed], 2)).to.deep.equal([0.05, 0.05, 0.5]);
    // What grows with the orders weighs on both of a pair.
    const later = [
      { ...closed, server: 11 },
      { ...open, server: 13 },
    ];
    expect(rounded([open, closed, ...later], 2)).to.deep.equal([0.05, 0.05, 0.5]);
  });

  it("is not computed from turns that are no pairs", () => {
    expect(() => addedBy([open, open], 2)).to.throw(
      RangeError,
      "turns 0 and 1 must be one with a page and one without",
    );
  });

  it("has percentiles that are values", () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([50, 95, 100].map((one) => percentile(values, one))).to.deep.equal([50, 95, 100]);
    expect([percentile([7], 95), percentile([], 95)]).to.deep.equal([7, 0]);
  });
});

describe("the report about it", () => {
  const good: ConsoleLoad = {
    turns: [open, closed],
    added: { server: 0.05, emulator: 0.02, rate: 0.9 },
    inputs: [
      { view: "logs", paint: 30, shown: 90 },
      { view: "logs", paint: 50, shown: 400 },
    ],
    longestTask: 120,
    memory: [{ heap: 4, process: 60 }],
    serverMemory: 600,
    errors: [],
  };
  const exceeded = (change: Partial<ConsoleLoad>) => {
    const { text, ok } = reportOf({ ...good, ...change });
    return [ok, ...text.split("\n").filter((line) => line.includes("EXCEEDED"))]
      .map(String)
      .map((line) => line.split("  ")[0]);
  };

  it("has every view, and is content within the bounds", () => {
    const { text, ok } = reportOf(good);
    expect(ok).to.equal(true);
    expect(text)
      .to.match(/^logs +2 +30 +50 +50 +90 +400$/m)
      .and.to.contain("200 orders; longest task of the page 120 ms");
  });

  it("names each bound that is exceeded", () => {
    expect(exceeded({})).to.deep.equal(["true"]);
    expect(exceeded({ inputs: [{ view: "logs", paint: bounds.paintMs, shown: 1 }] })).to.deep.equal([
      ...["false", "input to paint, p95 of the slowest view"],
    ]);
    const quick = Array.from({ length: 100 }, () => ({ view: "calls", paint: 20, shown: 1 }));
    const late = { view: "logs", paint: bounds.paintMs, shown: 1 };
    expect(exceeded({ inputs: [...quick, late] })).to.deep.equal(["false", "input to paint, p95 of the slowest view"]);
    expect(exceeded({ inputs: [] })).to.deep.equal(["false", "input to paint, p95 of the slowest view"]);
    expect(exceeded({ memory: [...good.memory, { heap: 4, process: bounds.pageMb }] })).to.deep.equal([
      ...["false", "memory of the page"],
    ]);
    expect(exceeded({ added: { ...good.added, server: bounds.serverShare } })).to.deep.equal([
      ...["false", "the server's share of the machine, for the page"],
    ]);
    expect(exceeded({ errors: ["TypeError"] })).to.deep.equal(["false", "errors in the page"]);
  });
});
