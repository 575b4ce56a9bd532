import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { type History, keptRun, readHistory } from "../../../local/bench/history";
import { pageFile, performancePage } from "../../../local/bench/page";

const machine = "2 x Processor, 4 GiB, linux, Node.js v22.0.0";

const run = (date: string, figures: Readonly<Record<string, number>>): History[number] => ({
  date,
  commit: "abc1234",
  machine,
  figures: Object.entries(figures).map(([short, ratio]) => ({
    ...{ short, what: `what ${short} is`, controlName: "a control", unit: "ms" as const },
    ...{ ours: 100 * ratio, control: 100, ratio, atMost: 1.3 },
  })),
});

describe("docs/performance.md", () => {
  it("is what docs/performance.json says: npm run bench -- --write makes both", () => {
    expect(readFileSync(join(projectRoot, pageFile), "utf8")).to.equal(performancePage(readHistory()));
  });

  it("has a row for each run, newest first, and each figure from the last run that measured it", () => {
    const page = performancePage([run("2026-01-01", { load: 1.2, queue: 1 }), run("2026-01-02", { load: 1.4 })]);

    expect(page).to.contain(
      `| 2026-01-02 | abc1234 | ${machine} | **1.40** |  |\n| 2026-01-01 | abc1234 | ${machine} | 1.20 | 1.00 |\n`,
    );
    expect(page).to.contain("| 1.40 | at most 1.30, **missed** | 2026-01-02, abc1234 |");
    expect(page).to.contain(
      "| queue | what queue is | 100 ms | a control: 100 ms | 1.00 | at most 1.30 | 2026-01-01, abc1234 |",
    );
  });

  it("keeps of a run what has a short name, with the ratio of the pairs", () => {
    const { figures, date } = keptRun(
      [
        { what: "size of a bundle", ours: 1, control: 2, controlName: "budget", unit: "kB", atMost: 1 },
        {
          short: "queue",
          what: "messages",
          ours: 80.04,
          control: 100,
          ratio: 0.8123,
          controlName: "bare",
          unit: "/s",
          atLeast: 0.85,
        },
      ],
      new Date("2026-03-01T10:00:00Z"),
    );

    expect({ figures, date }).to.deep.equal({
      date: "2026-03-01",
      figures: [
        {
          short: "queue",
          what: "messages",
          ours: 80,
          control: 100,
          ratio: 0.812,
          controlName: "bare",
          unit: "/s",
          atLeast: 0.85,
        },
      ],
    });
  });
});
