import { dashboardShowsAlarms } from "../../../../policies/rules/observability/dashboard-shows-alarms";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, duration, errorRate, widget } from "./watched";

const fn = ["Resource", "sender-prod:live", "FunctionName", "sender-prod"];

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
  refuses: {
    "an alarm whose metric nobody draws": [
      without("durations"),
      "slow",
      /metricName is AWS\/Lambda Duration \(FunctionName, Resource\), wanted a metric that a dashboard draws/,
    ],
    "an alarm by another statistic than is drawn": [
      set("slow", "statistic", "Maximum"),
      /wanted a metric that a dashboard draws/,
    ],
    "an alarm of a sibling": [
      set("rate", "metricQueries.1.metric.dimensions", { FunctionName: "reader-prod" }),
      /metricQueries\.1\.metric\.metricName is AWS\/Lambda Errors \(FunctionName\)/,
    ],
  },
});
