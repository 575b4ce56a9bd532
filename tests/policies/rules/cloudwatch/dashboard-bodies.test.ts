import { dashboardWellFormed } from "../../../../policies/rules/cloudwatch/dashboard-bodies";
import { change, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, widget } from "../../../support/policies/shops/watched";

const calls = ["AWS/Lambda", "Invocations", "FunctionName", "sender", { id: "calls", stat: "Sum" }];
const totals = { view: "singleValue", period: 86_400, setPeriodToTimeRange: true };
const total = ["AWS/Lambda", "Invocations", "FunctionName", "sender", { stat: "Sum", period: 86_400 }];

/** A page in place of the good one. */
const page = (widgets: Parameters<typeof dashboard>[1], more = {}) =>
  change("page", () => dashboard("page", widgets, more));

testRule(dashboardWellFormed, {
  valid: [
    dashboard("page", [
      widget([calls, [{ expression: "calls / 60", label: "a second" }]]),
      widget([total], totals),
      { type: "text", x: 12, y: 0, width: 12, height: 2, properties: { markdown: "# Shop" } },
    ]),
  ],
  refuses: {
    "a body that is no JSON": [
      set("page", "dashboardBody", "{"),
      /dashboardBody is a body that CloudWatch does not draw/,
    ],
    "no widgets": [page([]), /dashboardBody\.widgets is \[\], wanted at least one/],
    "a kind of widget that there is not": [
      page([{ type: "graph", properties: {} }]),
      /dashboardBody\.widgets\.0\.type/,
    ],
    "a metric widget without a region": [
      page([widget([calls], { region: undefined })]),
      /dashboardBody\.widgets\.0\.properties\.region/,
    ],
    "a widget beyond the grid": [
      page([{ ...widget([calls]), x: 13 }]),
      /widgets\.0\.width is 12, wanted an end within 24 columns/,
    ],
    "a widget without metrics": [page([widget([])]), /widgets\.0\.properties\.metrics/],
    "a formula over an id that is not there": [
      page([widget([calls, [{ expression: "call / 60" }]])]),
      /metrics\.1\.expression is call \/ 60, wanted ids that are there, not call/,
    ],
    "a formula that cannot be read": [
      page([widget([calls, [{ expression: "calls /" }]])]),
      /metrics\.1\.expression is calls \/, wanted metric math: /,
    ],
    "the same id twice": [page([widget([calls, calls])]), /metrics\.0\.id is calls, wanted an id of its own/],
    "a dimension without a value": [
      page([widget([["AWS/Lambda", "Invocations", "FunctionName"]])]),
      /wanted namespace, name, and pairs of dimension and value/,
    ],
    "a period that CloudWatch does not have": [
      page([widget([calls], { period: 100 })]),
      /widgets\.0\.properties\.period is a body that CloudWatch does not draw, wanted must be 1, 5, 10, 30 or a multiple of 60/,
    ],
    "a total of a time that the console chooses": [
      page([widget([total], { ...totals, setPeriodToTimeRange: false })]),
      /setPeriodToTimeRange is false, wanted true/,
    ],
    "a total of five minutes": [
      page([widget([[...calls.slice(0, 4), { stat: "Sum", period: 300 }]], totals)]),
      /metrics\.0\.period is 300, wanted 86400/,
    ],
    "a total over another range": [page([widget([total], totals)], { start: "-PT3H" }), /start is -PT3H/],
    "a total over periods that adapt themselves": [
      page([widget([total], totals)], { periodOverride: "auto" }),
      /periodOverride is auto, wanted inherit/,
    ],
  },
});
