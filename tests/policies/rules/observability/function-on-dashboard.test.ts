import { functionOnDashboard } from "../../../../policies/rules/observability/function-on-dashboard";
import { resource, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { dashboard, functionType, live, sender, widget } from "./watched";

const line = (metric: string, stat: string) => [
  "AWS/Lambda",
  metric,
  "FunctionName",
  "sender-prod",
  "Resource",
  "sender-prod:live",
  { stat },
];
const graphs = [
  line("Invocations", "Sum"),
  line("Errors", "Sum"),
  line("Throttles", "Sum"),
  line("Duration", "Average"),
  line("Duration", "p99"),
];
const totals = widget(graphs.slice(0, 2), { view: "singleValue" });

testRule(functionOnDashboard, {
  valid: [sender, live, dashboard("graphs", [widget(graphs)]), dashboard("totals", [totals])],
  refuses: {
    "a function that the day's totals leave out": [
      without("totals"),
      "sender",
      /wanted a total of its Invocations \(Sum\) on a dashboard/,
    ],
    "a new function that nobody draws": [
      (valid) => [...valid, resource(functionType, "reader", { name: "reader-prod" })],
      "reader",
      /name is reader-prod, wanted a graph of its Invocations/,
    ],
    ...casesOf(["Invocations", "Errors", "Throttles", "Duration"], (metric) => [
      `a function without a graph of ${metric}`,
      () => [sender, live, dashboard("graphs", [widget(graphs.filter(([, name]) => name !== metric)), totals])],
      "sender",
      new RegExp(`name is sender-prod, wanted a graph of its ${metric} `),
    ]),
  },
});
