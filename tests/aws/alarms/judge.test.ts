import { expect } from "chai";
import fc from "fast-check";
import { evaluateAlarm, type JudgedAlarm, judge } from "../../../aws/alarms/judge";
import { createSeries, metricKey, minuteMs, type Series } from "../../../aws/alarms/series";
import { parseExpression } from "../../../aws/metric-math/parse";

const metric = { namespace: "N", name: "Value", dimensions: { FunctionName: "f" } };

function alarm(change: Partial<JudgedAlarm> = {}): JudgedAlarm {
  return {
    name: "a",
    metrics: new Map([["value", { key: metricKey(metric), statistic: "Sum" }]]),
    expression: parseExpression("value"),
    periodMinutes: 5,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    comparison: ">",
    threshold: 5,
    missing: "notBreaching",
    ...change,
  };
}

/** One data point for each period of five minutes: `X` breaches, `0` does not, `-` is missing. The last one ends at the minute 1000. */
function seriesOf(points: string): Series {
  const marks = points.split(" ");
  return createSeries(
    { origin: 0, factor: 1 },
    marks.flatMap((mark, index) => {
      const at = (1_000 - (marks.length - index) * 5 + 2) * minuteMs;
      return mark === "-" ? [] : [{ ...metric, at, value: mark === "X" ? 9 : 1 }];
    }),
  );
}

describe("judging an alarm", () => {
  // The tables of "How alarm state is evaluated when data is missing" in CloudWatch's user guide.
  const three: readonly (readonly [string, string, string])[] = [
    ["0 - X - X", "OK", "OK"],
    ["0 - - - -", "OK", "OK"],
    ["- - - - -", "OK", "ALARM"],
    ["0 X X - X", "ALARM", "ALARM"],
    ["- - - - X", "OK", "ALARM"],
  ];
  for (const [points, notBreaching, breaching] of three) {
    it(`of three data points makes of '${points}' what CloudWatch's guide says`, () => {
      expect(evaluateAlarm(alarm(), seriesOf(points), 1_000).state).to.equal(notBreaching);
      expect(evaluateAlarm(alarm({ missing: "breaching" }), seriesOf(points), 1_000).state).to.equal(breaching);
    });
  }

  const two: readonly (readonly [string, string, string])[] = [
    ["0 - X - X", "ALARM", "ALARM"],
    ["0 0 X 0 X", "ALARM", "ALARM"],
    ["0 - X - -", "OK", "ALARM"],
    ["- - - - 0", "OK", "ALARM"],
    ["- - - - X", "OK", "ALARM"],
  ];
  for (const [points, notBreaching, breaching] of two) {
    it(`of two of three data points makes of '${points}' what CloudWatch's guide says`, () => {
      const some = alarm({ datapointsToAlarm: 2 });
      expect(evaluateAlarm(some, seriesOf(points), 1_000).state).to.equal(notBreaching);
      expect(evaluateAlarm({ ...some, missing: "breaching" }, seriesOf(points), 1_000).state).to.equal(breaching);
    });
  }

  it("looks no further back than two periods more than it asks for", () => {
    expect(
      evaluateAlarm(alarm({ evaluationPeriods: 1, datapointsToAlarm: 1 }), seriesOf("X - -"), 1_000).state,
    ).to.equal("ALARM");
    expect(
      evaluateAlarm(alarm({ evaluationPeriods: 1, datapointsToAlarm: 1 }), seriesOf("X - - -"), 1_000).state,
    ).to.equal("OK");
  });

  it("knows a threshold that must be passed from one that must be reached", () => {
    const one = alarm({ evaluationPeriods: 1, datapointsToAlarm: 1, threshold: 9 });
    const states = ([">", ">=", "<", "<="] as const).map(
      (comparison) => evaluateAlarm({ ...one, comparison }, seriesOf("X"), 1_000).state,
    );

    expect(states).to.deep.equal(["OK", "ALARM", "OK", "ALARM"]);
  });

  it("names the values that counted and how many were missing", () => {
    const { reason } = evaluateAlarm(alarm(), seriesOf("- - - X 0"), 1_000);

    expect(reason).to.equal("1 of the last 3 data points [9, 1] were > 5; 1 missing, which count as notBreaching");
  });

  it("is raised by the second period of an error rate above its threshold, and ends with a period below it", () => {
    const calls = (minute: number, total: number, errors: number) =>
      Array.from({ length: total }, (_, index) => [
        { ...metric, name: "Invocations", at: minute * minuteMs, value: 1 },
        { ...metric, name: "Errors", at: minute * minuteMs, value: index < errors ? 1 : 0 },
      ]).flat();
    const series = createSeries({ origin: 0, factor: 1 }, [
      ...calls(2, 50, 3),
      ...calls(8, 50, 4),
      ...calls(14, 30, 0),
    ]);
    const rate = alarm({
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      expression: parseExpression("IF(invocations > 0, 100 * errors / invocations, 0)"),
      metrics: new Map([
        ["invocations", { key: metricKey({ ...metric, name: "Invocations" }), statistic: "Sum" }],
        ["errors", { key: metricKey({ ...metric, name: "Errors" }), statistic: "Sum" }],
      ]),
    });

    const transitions = judge(rate, series, "INSUFFICIENT_DATA", { after: 0, until: 60 });

    expect(transitions.map(({ minute, from, to, dataPoints }) => ({ minute, from, to, dataPoints }))).to.deep.equal([
      { minute: 1, from: "INSUFFICIENT_DATA", to: "OK", dataPoints: [] },
      { minute: 9, from: "OK", to: "ALARM", dataPoints: [6, 8] },
      { minute: 15, from: "ALARM", to: "OK", dataPoints: [8, 0] },
    ]);
  });

  it("changes nothing by being done in parts", () => {
    const values = fc.array(fc.record({ minute: fc.integer({ min: 1, max: 80 }), value: fc.nat(9) }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 99 }), (points, cut) => {
        const series = createSeries(
          { origin: 0, factor: 1 },
          points.map(({ minute, value }) => ({ ...metric, at: minute * minuteMs, value })),
        );
        const whole = judge(alarm({ evaluationPeriods: 2, datapointsToAlarm: 1 }), series, "OK", {
          after: 0,
          until: 100,
        });
        const one = judge(alarm({ evaluationPeriods: 2, datapointsToAlarm: 1 }), series, "OK", {
          after: 0,
          until: cut,
        });
        const state = one.at(-1)?.to ?? "OK";
        const rest = judge(alarm({ evaluationPeriods: 2, datapointsToAlarm: 1 }), series, state, {
          after: cut,
          until: 100,
        });

        expect([...one, ...rest]).to.deep.equal(whole);
      }),
    );
  });
});

describe("metric data", () => {
  const clock = { origin: 600_000, factor: 60 };

  it("is evaluated with a clock on which one second stands for many", () => {
    // Five real seconds apart: five minutes.
    const series = createSeries(clock, [
      { ...metric, at: 600_000, value: 1 },
      { ...metric, at: 604_999, value: 2 },
      { ...metric, at: 605_000, value: 4 },
    ]);

    expect(series.dataPoint(metricKey(metric), "Sum", 15, 5)).to.equal(3);
    expect(series.dataPoint(metricKey(metric), "Sum", 20, 5)).to.equal(4);
    expect(series.dataPoint(metricKey(metric), "Sum", 10, 5)).to.equal(undefined);
    expect(series.total(metricKey(metric))).to.equal(7);
  });

  it("is summed, averaged or its greatest value taken over all of a period's minutes", () => {
    const series = createSeries(clock, [
      { ...metric, at: 600_000, value: 1 },
      { ...metric, at: 600_500, value: 2 },
      { ...metric, at: 603_000, value: 9 },
    ]);

    const of = (statistic: "Sum" | "Average" | "Maximum") => series.dataPoint(metricKey(metric), statistic, 15, 5);
    expect([of("Sum"), of("Average"), of("Maximum")]).to.deep.equal([12, 4, 9]);
  });

  it("keeps the newest minutes, and of a minute with many values enough for its percentiles, when it is limited", () => {
    const limited = createSeries({ origin: 0, factor: 1 }, [], { minutes: 2, values: 100 });
    const key = metricKey(metric);
    for (let value = 1; value <= 10_000; value++) limited.add({ ...metric, at: minuteMs, value });
    for (const minute of [2, 3]) limited.add({ ...metric, at: minute * minuteMs, value: minute });

    expect(limited.dataPoint(key, "Sum", 2, 1)).to.equal(undefined);
    expect(limited.dataPoint(key, "Sum", 4, 2)).to.equal(5);
    expect(limited.total(key)).to.equal(50_005_000 + 5);

    const busy = createSeries({ origin: 0, factor: 1 }, [], { values: 100 });
    for (let value = 1; value <= 10_000; value++) busy.add({ ...metric, at: 0, value });
    const of = (statistic: "Sum" | "SampleCount" | "Minimum" | "Maximum" | "p50" | "p99") =>
      busy.dataPoint(key, statistic, 1, 1);
    expect([of("Sum"), of("SampleCount"), of("Minimum"), of("Maximum")]).to.deep.equal([50_005_000, 10_000, 1, 10_000]);
    expect(of("p50")).to.be.within(4_800, 5_200);
    expect(of("p99")).to.be.within(9_700, 10_000);
  });

  it("belongs to its exact dimension set, in whatever order it is given", () => {
    const both = { ...metric, dimensions: { A: "1", B: "2" } };

    expect(metricKey(both)).to.equal(metricKey({ ...metric, dimensions: { B: "2", A: "1" } }));
    expect(metricKey(both)).not.to.equal(metricKey({ ...metric, dimensions: { A: "1" } }));
  });
});
