// Q2, Q5: nothing that stops a pipeline stays silent for more than ten minutes, by the alarms as they are declared.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { projectRoot } from "../../../launch/project-root.cjs";
import { buildGraph, type GraphResource } from "../../../program/graph/build-graph";
import { failures } from "../../../scripts/alarm-times/failures";
import { alarmsOf, falseAlarms, type Silence, silences } from "../../../scripts/alarm-times/measure";
import { minutesText, stacks, withTable } from "../../../scripts/alarm-times/report";
import { minutesWithout } from "./without";

describe("how long failures stay silent", () => {
  const graphs = new Map<string, readonly GraphResource[]>();
  const measured = new Map<string, readonly Silence[]>();
  const graphOf = (stack: string) => graphs.get(stack) ?? [];

  before(async () => {
    // Half a thousand runs: seconds on a machine with nothing else to do.
    for (const stack of stacks) {
      graphs.set(stack, await buildGraph(stack, {}));
      measured.set(stack, silences(graphOf(stack), failures));
    }
  });

  for (const stack of stacks) {
    it(`is ten minutes at most in ${stack}`, () => {
      const late = (measured.get(stack) ?? []).filter(({ minutes }) => (minutes ?? Number.POSITIVE_INFINITY) > 10);

      expect(late.map(({ failure, minutes }) => [failure.hop, failure.what, minutesText(minutes)])).to.deep.equal([]);
      expect(measured.get(stack)).to.have.length(failures.length);
    });

    it(`is broken by no alarm of a healthy shop in ${stack}`, () => {
      expect(falseAlarms(graphOf(stack))).to.deep.equal([]);
    });

    it(`is measured with every alarm of ${stack}`, () => {
      expect(alarmsOf(graphOf(stack)).unjudged).to.deep.equal([]);
    });
  }

  it("is ended by no alarm that notifies nobody, such as those of a roll-out", () => {
    const first = [...measured.values()].flat().map(({ alarm }) => alarm ?? "");
    const silent = graphOf("prod").flatMap(({ type, name, inputs }) =>
      type === "aws:cloudwatch/metricAlarm:MetricAlarm" && inputs.alarmActions === undefined ? [name] : [],
    );

    expect(silent.filter((name) => !name.endsWith("-rollout-alarm"))).to.deep.equal([]);
    expect(silent).to.include("orders-create-rollout-alarm");
    expect(first.filter((name) => silent.includes(name))).to.deep.equal([]);
  });

  it("stands in docs/alarms.md as it is: npm run alarm-times writes it", () => {
    const page = readFileSync(join(projectRoot, "docs", "alarms.md"), "utf8");

    expect(page).to.equal(withTable(page, measured));
  });

  it("is more than ten minutes without the alarms that are there for it", () => {
    const without = (ending: RegExp, what: string) => minutesWithout(graphOf("prod"), ending, what);

    const ses = "SES is down, or throttles everything";
    // The age of the queue's oldest message does not see it: what is left are the dead letters.
    expect(without(/-(retries|stalled|given-up)-alarm$/, ses)).to.be.within(30, 40);
    // The depth of a queue that slept comes a quarter of an hour late.
    expect(without(/-(retries|given-up)-alarm$/, "One bad message")).to.be.within(16, 18);
    // Nothing else shows this at all.
    expect(without(/-retried-alarm$/, "The queue puts EventBridge off")).to.equal(Number.POSITIVE_INFINITY);
  });
});

describe("the page about it", () => {
  it("has to have a place for the table", () => {
    expect(() => withTable("# Alarms", new Map())).to.throw("the page has no '<!-- begin");
  });

  it("rounds up, and says never", () => {
    expect([minutesText(2.01), minutesText(10), minutesText(undefined)]).to.deep.equal(["2.1", "10.0", "never"]);
  });
});
