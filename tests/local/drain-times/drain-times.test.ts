import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { UsageError } from "../../../cli/errors";
import { projectRoot } from "../../../launch/project-root.cjs";
import { parseDrainTimes } from "../../../local/drain-times/command-line";
import { page, withDrainTimes } from "../../../local/drain-times/page";
import { type Constants, placesOf, predict, sendSecondsOf, shopOf } from "../../../local/drain-times/predict";
import {
  compare,
  type DrainTime,
  type DrainTimes,
  lossesAmong,
  problemsOf,
  tolerance,
} from "../../../local/drain-times/result";
import { buildGraph } from "../../../program/graph/build-graph";

const constants: Constants = { publishedPerSecond: 200, towardsQueue: 0.02, sendSeconds: 0.2, refusedSeconds: 0.05 };
const predicted = { seconds: 100, least: 95, most: 108, refusals: 4_000, deadLettered: 0 };
const fine = { seconds: 110, refusals: 4_100, lost: 0, twice: 0, left: 0 };
const burst = (seen: Partial<DrainTime["seen"]> = {}) =>
  compare({ perSecond: 10, emails: 1_000, predicted }, { ...fine, ...seen });
const found = (bursts: readonly DrainTime[]): DrainTimes => ({
  ...{ day: "2026-11-29", constants, places: 20, bursts },
  backoff: { baseSeconds: 1, maxSeconds: 15, maxProcessingAttempts: 500 },
});

describe("the command line of npm run drain-times", () => {
  it("sends two bursts at three rates when nothing else is said", () => {
    expect(parseDrainTimes([])).to.deep.equal({ rates: [4, 7, 10], bursts: [200, 500], write: false });
    expect(parseDrainTimes("--rates 5 --bursts 100 200 --json a.json --write".split(" "))).to.deep.equal({
      ...{ rates: [5], bursts: [100, 200], json: "a.json", write: true },
    });
  });

  for (const [line, problem] of [
    ["--rates 0", "--rates: must be a whole number from 1 to 100, '0' given"],
    ["--rates 8 many", "--rates: must be a whole number from 1 to 100, 'many' given"],
    ["--bursts 99", "--bursts: must be a whole number from 100 to 10000, '99' given"],
    ["--rate 5", "unknown option '--rate'"],
  ] as const)
    it(`refuses '${line}' and says why`, () => {
      expect(() => parseDrainTimes(line.split(" "))).to.throw(UsageError, problem);
    });
});

describe("a predicted drain time", () => {
  it("rests on the settings that the stack declares, and on what was measured", async () => {
    const shop = shopOf(await buildGraph("local", { backoffMaxSeconds: "15" }), constants, 14);

    expect(shop).to.deep.include({ senders: 4, batchSize: 10, parallel: 5, emailRate: 14, apiRate: 200, apiBurst: 0 });
    expect(shop).to.deep.include({ towardsQueue: 0.02, sendSeconds: 0.2, refusedSeconds: 0.05 });
    expect(shop.backoff).to.deep.equal({ baseSeconds: 1, maxSeconds: 15, maxProcessingAttempts: 12 });
    expect(placesOf(shop)).to.equal(20);
    expect(placesOf({ ...shop, batchSize: 3 })).to.equal(12);
  });

  it("is what the machine needs where SES takes everything, and what SES needs where it does not", async () => {
    const graph = await buildGraph("local", { backoffMaxSeconds: "15", maxReceiveCount: "500" });
    const at = (rate: number, emails: number) => predict(shopOf(graph, constants, rate), emails);
    const limited = at(10, 1_000);

    // Twenty at a time, each 0.2 s; a call ends with its last message.
    expect(at(1_000_000, 1_000).seconds).to.be.within(1_000 / 100, 1.3 * (1_000 / 100));
    expect(limited.seconds).to.be.within(limited.least, limited.most).and.within(99, 125);
    expect(limited).to.include({ deadLettered: 0 }).and.to.have.property("refusals").above(1_000);
    expect(at(10, 300).seconds).to.be.below(limited.seconds);
  });
});

describe("the time of an email", () => {
  it("is that by which a simulated burst takes as long as the one that was seen", async () => {
    const graph = await buildGraph("local", {});
    const { sendSeconds: _, ...others } = constants;
    for (const seconds of [8, 40]) {
      const sendSeconds = sendSecondsOf(graph, others, { emails: 400, seconds });

      expect(sendSeconds).to.be.within((0.75 * seconds * 20) / 400, (seconds * 20) / 400);
      expect(predict(shopOf(graph, { ...others, sendSeconds }, 1_000_000), 400).seconds).to.be.closeTo(
        seconds,
        0.05 * seconds,
      );
    }
  });
});

describe("a drain time that was seen", () => {
  it("is held to 15 % of the predicted one, both ways", () => {
    expect(tolerance).to.equal(0.15);
    expect([86, 114].map((seconds) => problemsOf(burst({ seconds })))).to.deep.equal([[], []]);
    expect([84, 116].map((seconds) => problemsOf(burst({ seconds })))).to.deep.equal([
      ["0.84 of the predicted time is not within 15 %"],
      ["1.16 of the predicted time is not within 15 %"],
    ]);
  });

  it("is worth nothing where an order has no email, or two, or a message is left", () => {
    expect(problemsOf(burst({ lost: 1, twice: 2, left: 3 }))).to.deep.equal([
      "1 orders have no email",
      "2 emails are second ones",
      "3 messages are left",
    ]);
  });

  it("has each order's emails counted, and no others", () => {
    const email = (orderId?: string) => ({ tags: orderId === undefined ? {} : { orderId } });

    expect(lossesAmong(["a", "b"], [email("b"), email("a"), email("c"), email()])).to.deep.equal({ lost: 0, twice: 0 });
    expect(lossesAmong(["a", "b", "c"], ["b", "b", "b"].map(email))).to.deep.equal({ lost: 2, twice: 2 });
  });
});

describe("the table of drain times", () => {
  it("has a row for each burst, and none that did not hold", () => {
    const empty = `before\n<!-- generated ${page.part}: begin -->\n<!-- generated ${page.part}: end -->\nafter`;
    const text = withDrainTimes(empty, found([burst()]));

    expect(text).to.contain("| 1,000 | 10 | 100.0 s (95.0 to 108.0) | 110.0 s | 1.10 | 4000 | 4100 | 0 | 0 |");
    expect(text).to.match(/^before\n[\s\S]*\nafter$/);
    expect(() => withDrainTimes(empty, found([burst(), burst({ lost: 1 })]))).to.throw(
      "only what held is written down: 1000 emails at 10 a second: 1 orders have no email",
    );
  });

  it("has six bursts on the page: two sizes at three rates, in the predicted time, each order with its one email", () => {
    const text = readFileSync(join(projectRoot, page.file), "utf8");
    const rows = [
      ...text.matchAll(
        /^\| ([\d,]+) \| (\d+) \| ([\d.]+) s \(.*\) \| ([\d.]+) s \| ([\d.]+) \| .* \| (\d+) \| (\d+) \|$/gm,
      ),
    ].map(([, ...cells]) => cells);

    expect([new Set(rows.map(([emails]) => emails)).size, new Set(rows.map(([, rate]) => rate)).size]).to.deep.equal([
      2, 3,
    ]);
    expect(rows).to.have.length(6);
    for (const [, , before, seen, ratio, lost, twice] of rows) {
      expect(Number(seen) / Number(before))
        .to.be.within(1 - tolerance, 1 + tolerance)
        .and.closeTo(Number(ratio), 0.01);
      expect([lost, twice]).to.deep.equal(["0", "0"]);
    }
  });
});
