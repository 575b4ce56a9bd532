import { expect } from "chai";
import type { Drill } from "../../../local/drills/drill";
import { figuresIn, figuresOn, withDrillFigures, withPromisedFigures } from "../../../local/drills/figures";

const drill = (name: string): Drill => ({
  ...{ name, runbook: "retries", parts: ["aws"], hypothesis: `${name} is held.`, traffic: [], alarms: ["a", "b"] },
  ...{ recovery: [{ fixed: "it is" }], notShown: ["much"] },
});

const result = (name: string, change: object = {}) => ({
  ...{ name, hypothesis: `${name} is held.`, verdict: "held", at: "2026-11-28T09:30:00.000Z", seconds: 20.4 },
  ...{ sent: 90, seen: 90, lost: 0, duplicated: 0, deadLettered: 7 },
  alarms: { expected: ["a", "b"], fired: ["a", "b", "c"], unexpected: [] },
  ...change,
});
const file = (...drills: readonly object[]) => JSON.stringify({ drills });
const page = "# Drills\n\n<!-- generated: begin -->\n<!-- generated: end -->\n";

describe("the figures of drills", () => {
  it("are written into their page, from which they are read again", () => {
    const figures = figuresIn(file(result("one"), result("two", { sent: 10, deadLettered: 0 })));
    const written = withDrillFigures(page, [drill("one"), drill("two")], figures);

    expect(written).to.contain("2 drills: 100 sent, 0 lost, 0 twice; 7 dead letters");
    expect(written).to.contain("| `one` | one is held. | 90 | 0 | 0 | 7 | 2 of 2 | 20 | 2026-11-28 |");
    expect(figuresOn(written)).to.deep.equal(figures);
  });

  it("stay as they are for drills that were not run again, and go with a drill that is gone", () => {
    const first = withDrillFigures(page, [drill("one"), drill("two")], figuresIn(file(result("one"), result("two"))));
    const second = withDrillFigures(
      first,
      [drill("two"), drill("three")],
      figuresIn(file(result("three", { sent: 5 }))),
    );

    expect(figuresOn(second).map(({ name, sent }) => [name, sent])).to.deep.equal([
      ["two", 90],
      ["three", 5],
    ]);
    expect(() => withDrillFigures(page, [drill("one"), drill("two")], [])).to.throw("no figures of one, two");
  });

  for (const [change, said] of [
    [{ verdict: "refused" }, "one: refused, 0 lost, 0 twice"],
    [{ lost: 1 }, "one: held, 1 lost, 0 twice"],
    [{ duplicated: 2 }, "one: held, 0 lost, 2 twice"],
  ] as const)
    it(`are of what held alone: ${said}`, () => {
      expect(() => figuresIn(file(result("one", change)))).to.throw(said);
    });

  it("stand beside the promises that a drill shows, and no other drill's", () => {
    const figures = figuresIn(file(result("one"), result("two", { sent: 10 })));
    const promise = { words: "none is lost", page: "README.md", title: "is held" };
    const shown = withPromisedFigures(
      page,
      [
        { ...promise, test: "tests/ops/a.test.ts" },
        { ...promise, test: "local/drills/catalog/two.ts" },
      ],
      figures,
    );

    expect(shown.match(/`.+`/g)).to.deep.equal(["`two`"]);
    expect(shown).to.contain("| none is lost | `two` | 10 | 0 | 0 | 7 | 2026-11-28 |");
    expect(() => withPromisedFigures(page, [{ ...promise, test: "local/drills/catalog/x.ts" }], figures)).to.throw(
      "no figures of x, which shows: none is lost",
    );
  });
});
