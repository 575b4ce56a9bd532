import type { MetricAlarm, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { expect } from "chai";
import { AlarmError, metricTitles, readAlarm } from "../../../aws/alarms/declared";
import { metricKey } from "../../../aws/alarms/series";

const plain: MetricAlarm = {
  AlarmName: "f-duration-alarm-local",
  Namespace: "AWS/Lambda",
  MetricName: "Duration",
  Dimensions: [{ Name: "FunctionName", Value: "f" }],
  Statistic: "Average",
  Period: 300,
  EvaluationPeriods: 2,
  Threshold: 500,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "notBreaching",
};

function query(Id: string, MetricName: string, Period = 300): MetricDataQuery {
  const Metric = { Namespace: "AWS/Lambda", MetricName, Dimensions: [{ Name: "FunctionName", Value: "f" }] };
  return { Id, ReturnData: false, MetricStat: { Metric, Period, Stat: "Sum" } };
}

function math(Expression: string): readonly MetricDataQuery[] {
  return [
    { Id: "result", Expression, ReturnData: true },
    query("errors", "Errors"),
    query("invocations", "Invocations"),
  ];
}

/** As this emulator shows an alarm on an expression: without it, and with values that nobody gave. */
const { Namespace: _, MetricName: __, Dimensions: ___, ...bare } = { ...plain, AlarmName: "f-error-rate-alarm-local" };
const shown: MetricAlarm = { ...bare, Period: 60 };

describe("reading an alarm", () => {
  it("finds its metric, periods, threshold and what missing data means", () => {
    const { metrics, ...read } = readAlarm(plain);

    expect(read).to.deep.equal({
      name: "f-duration-alarm-local",
      expression: { kind: "metric", id: "metric" },
      periodMinutes: 5,
      evaluationPeriods: 2,
      datapointsToAlarm: 2,
      comparison: ">",
      threshold: 500,
      missing: "notBreaching",
    });
    const key = metricKey({ namespace: "AWS/Lambda", name: "Duration", dimensions: { FunctionName: "f" } });
    expect([...metrics.values()]).to.deep.equal([{ key, statistic: "Average" }]);
    expect(readAlarm({ ...plain, DatapointsToAlarm: 1 }).datapointsToAlarm).to.equal(1);
  });

  it("takes the expression that the emulator does not keep from what the alarm was created with", () => {
    const { metrics, periodMinutes } = readAlarm(shown, [...math("100 * errors / invocations")]);

    expect([...metrics.keys()]).to.deep.equal(["errors", "invocations"]);
    expect(periodMinutes).to.equal(5);
    expect(metricTitles(shown, [...math("errors")])).to.deep.equal(["AWS/Lambda Errors", "AWS/Lambda Invocations"]);
    expect(metricTitles(plain)).to.deep.equal(["AWS/Lambda Duration"]);
  });

  const refused: readonly (readonly [string, MetricAlarm, readonly MetricDataQuery[], string])[] = [
    ["an expression nobody gave", shown, [], "shows neither a metric nor an expression"],
    [
      "a function it does not know",
      shown,
      math("ANOMALY_DETECTION_BAND(errors)"),
      "computes what is not known (the function ANOMALY_DETECTION_BAND is not evaluated",
    ],
    [
      "one number for the whole time",
      shown,
      math("SUM(errors)"),
      "computes what is not known (the result is a number, not a time series)",
    ],
    ["a metric it does not have", shown, math("errors + other"), "uses other, which it does not have"],
    ["periods of two lengths", shown, [...math("errors"), query("m", "M", 60)], "mixes periods of 300 and 60 s"],
    [
      "two expressions",
      shown,
      [...math("errors"), { Id: "e", Expression: "1", ReturnData: false }],
      "a second expression",
    ],
    ["two results", shown, [...math("errors"), { ...query("m", "M"), ReturnData: true }], "no single expression"],
    ["a trimmed mean", { ...plain, ExtendedStatistic: "tm99" }, [], "takes the statistic tm99"],
    ["missing data left missing", { ...plain, TreatMissingData: "missing" }, [], "treats missing data as missing"],
    [
      "a band",
      { ...plain, ComparisonOperator: "GreaterThanUpperThreshold" },
      [],
      "compares by GreaterThanUpperThreshold",
    ],
    ["half a minute", { ...plain, Period: 30 }, [], "has a period of 30 s"],
    ["no threshold", { ...plain, Threshold: undefined }, [], "has no threshold"],
  ];
  for (const [what, alarm, metrics, words] of refused) {
    it(`refuses ${what}, and names the alarm`, () => {
      expect(() => readAlarm(alarm, [...metrics]))
        .to.throw(AlarmError)
        .with.property("message")
        .that.includes(`the alarm ${alarm.AlarmName} `)
        .and.includes(words);
    });
  }
});
