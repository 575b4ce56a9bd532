import { functionOnDashboard } from "../../../../policies/rules/observability/function-on-dashboard";
import { resource, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, functionType, live, sender, functionType as type, widget } from "./watched";

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
const fn = { type, name: "sender" };

testRule(functionOnDashboard, {
  valid: [sender, live, dashboard("graphs", [widget(graphs)]), dashboard("totals", [totals])],
  failing: [
    {
      title: "a function that the day's totals leave out",
      change: (valid) => without(valid, "totals"),
      ...fn,
      says: /wanted a total of its Invocations \(Sum\) on a dashboard/,
    },
    {
      title: "a new function that nobody draws",
      change: (valid) => [...valid, resource(functionType, "reader", { name: "reader-prod" })],
      type,
      name: "reader",
      says: /name is reader-prod, wanted a graph of its Invocations/,
    },
    ...["Invocations", "Errors", "Throttles", "Duration"].map((metric) => ({
      title: `a function without a graph of ${metric}`,
      change: () => [sender, live, dashboard("graphs", [widget(graphs.filter(([, name]) => name !== metric)), totals])],
      ...fn,
      says: new RegExp(`name is sender-prod, wanted a graph of its ${metric} `),
    })),
  ],
});
