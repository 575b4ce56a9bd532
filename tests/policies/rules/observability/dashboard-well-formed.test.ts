import { dashboardWellFormed } from "../../../../policies/rules/observability/dashboard-well-formed";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, dashboardType as type, widget } from "./watched";

const calls = ["AWS/Lambda", "Invocations", "FunctionName", "sender", { id: "calls", stat: "Sum" }];
const totals = { view: "singleValue", period: 86_400, setPeriodToTimeRange: true };
const total = ["AWS/Lambda", "Invocations", "FunctionName", "sender", { stat: "Sum", period: 86_400 }];

/** A page that is refused. */
const refusing = (title: string, page: ReturnType<typeof dashboard>, says: RegExp) => ({
  title,
  change: () => [page],
  type,
  name: "page",
  says,
});

testRule(dashboardWellFormed, {
  valid: [
    dashboard("page", [
      widget([calls, [{ expression: "calls / 60", label: "a second" }]]),
      widget([total], totals),
      { type: "text", x: 12, y: 0, width: 12, height: 2, properties: { markdown: "# Shop" } },
    ]),
  ],
  failing: [
    {
      title: "a body that is no JSON",
      change: (valid) => set(valid, "page", "dashboardBody", "{"),
      type,
      name: "page",
      says: /dashboardBody is a body that CloudWatch does not draw/,
    },
    refusing("no widgets", dashboard("page", []), /dashboardBody\.widgets is a body/),
    refusing(
      "a kind of widget that there is not",
      dashboard("page", [{ type: "graph", properties: {} }]),
      /dashboardBody\.widgets\.0\.type/,
    ),
    refusing(
      "a metric widget without a region",
      dashboard("page", [widget([calls], { region: undefined })]),
      /dashboardBody\.widgets\.0\.properties\.region/,
    ),
    refusing(
      "a widget beyond the grid",
      dashboard("page", [{ ...widget([calls]), x: 13 }]),
      /widgets\.0\.width is 12, wanted an end within 24 columns/,
    ),
    refusing("a widget without metrics", dashboard("page", [widget([])]), /widgets\.0\.properties\.metrics/),
    refusing(
      "a formula over an id that is not there",
      dashboard("page", [widget([calls, [{ expression: "call / 60" }]])]),
      /metrics\.1\.expression is call \/ 60, wanted ids that are there, not call/,
    ),
    refusing(
      "the same id twice",
      dashboard("page", [widget([calls, calls])]),
      /metrics\.0\.id is calls, wanted an id of its own/,
    ),
    refusing(
      "a dimension without a value",
      dashboard("page", [widget([["AWS/Lambda", "Invocations", "FunctionName"]])]),
      /wanted namespace, name, and pairs of dimension and value/,
    ),
    refusing(
      "a period that CloudWatch does not have",
      dashboard("page", [widget([calls], { period: 100 })]),
      /period is 100, wanted a multiple of 60/,
    ),
    refusing(
      "a total of a time that the console chooses",
      dashboard("page", [widget([total], { ...totals, setPeriodToTimeRange: false })]),
      /setPeriodToTimeRange is false, wanted true/,
    ),
    refusing(
      "a total of five minutes",
      dashboard("page", [widget([[...calls.slice(0, 4), { stat: "Sum", period: 300 }]], totals)]),
      /metrics\.0\.period is 300, wanted 86400/,
    ),
    refusing(
      "a total over another range",
      dashboard("page", [widget([total], totals)], { start: "-PT3H" }),
      /start is -PT3H/,
    ),
    refusing(
      "a total over periods that adapt themselves",
      dashboard("page", [widget([total], totals)], { periodOverride: "auto" }),
      /periodOverride is auto, wanted inherit/,
    ),
  ],
});
