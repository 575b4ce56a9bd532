import { dashboardShowsAlarms } from "../../../../policies/rules/observability/dashboard-shows-alarms";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, duration, errorRate, alarmType as type, widget } from "./watched";

const fn = ["Resource", "sender-prod:live", "FunctionName", "sender-prod"];
const rate = { type, name: "rate" };

testRule(dashboardShowsAlarms, {
  valid: [
    errorRate("rate"),
    duration("slow"),
    dashboard("page", [
      widget([
        ["AWS/Lambda", "Errors", ...fn, { stat: "Sum" }],
        [".", "Invocations", ".", ".", ".", ".", { stat: "Sum" }],
      ]),
    ]),
    dashboard("durations", [widget([["AWS/Lambda", "Duration", ...fn, { stat: "Average" }]])]),
  ],
  failing: [
    {
      title: "an alarm whose metric nobody draws",
      change: (valid) => without(valid, "durations"),
      type,
      name: "slow",
      says: /metricName is AWS\/Lambda Duration \(FunctionName, Resource\), wanted a metric that a dashboard draws/,
    },
    {
      title: "an alarm by another statistic than is drawn",
      change: (valid) => set(valid, "slow", "statistic", "Maximum"),
      type,
      name: "slow",
      says: /wanted a metric that a dashboard draws/,
    },
    {
      title: "an alarm of a sibling",
      change: (valid) => set(valid, "rate", "metricQueries.1.metric.dimensions", { FunctionName: "reader-prod" }),
      ...rate,
      says: /metricQueries\.1\.metric\.metricName is AWS\/Lambda Errors \(FunctionName\)/,
    },
  ],
});
