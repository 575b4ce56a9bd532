import { expect } from "chai";
import { dashboardProblems, metricsOf, widgetsOf } from "../support/dashboards";

describe("the body of a dashboard", () => {
  const good = { type: "metric", x: 0, y: 0, width: 6, height: 6 };
  const properties = { region: "eu-south-2", view: "timeSeries", metrics: [["A", "B", "C", "D", { stat: "Sum" }]] };
  const cases: readonly (readonly [string, unknown])[] = [
    ["a widget of no known kind", { ...good, type: "graph", properties }],
    ["a widget higher than AWS takes", { ...good, height: 1001, properties }],
    [
      "an expression beside a metric",
      { ...good, properties: { ...properties, metrics: [["A", "B", { expression: "a" }]] } },
    ],
    ["options before the end", { ...good, properties: { ...properties, metrics: [["A", {}, "B"]] } }],
    ["an id in capitals", { ...good, properties: { ...properties, metrics: [["A", "B", { id: "Sum" }]] } }],
    ["a statistic that there is not", { ...good, properties: { ...properties, stat: "Mean" } }],
    ["a colour by its name", { ...good, properties: { ...properties, metrics: [["A", "B", { color: "red" }]] } }],
    ["a text without words", { ...good, type: "text", properties: { markdown: "" } }],
    ["no region", { ...good, properties: { ...properties, region: undefined } }],
    ["a period that is no multiple of a minute", { ...good, properties: { ...properties, period: 90 } }],
    ["a metric without a name", { ...good, properties: { ...properties, metrics: [["A"]] } }],
    ["an unknown view", { ...good, properties: { ...properties, view: "list" } }],
    ["a property that AWS does not know", { ...good, properties: { ...properties, regions: "eu-south-2" } }],
    ["a column outside of the page", { ...good, x: 24, properties }],
  ];

  it("is taken with a good widget", () => {
    expect(dashboardProblems(JSON.stringify({ widgets: [{ ...good, properties }] }))).to.deep.equal([]);
  });

  for (const [what, widget] of cases) {
    it(`is refused with ${what}`, () => {
      expect(dashboardProblems(JSON.stringify({ widgets: [widget] }))).to.not.deep.equal([]);
    });
  }

  it("may have an end only with a start", () => {
    expect(dashboardProblems('{"end":"2026-11-28T00:00:00Z","widgets":[]}')).to.deep.equal(["start must go with end"]);
  });

  it("repeats by dots what the line before says", () => {
    const metrics = [
      ["AWS/Lambda", "Errors", "FunctionName", "sender", "Resource", "sender:live", { stat: "Sum", period: 60 }],
      ["...", "Resource", "sender:next"],
      [".", "Duration", ".", "."],
      [{ expression: "m1 / 60" }],
    ];
    const [widget] = widgetsOf(JSON.stringify({ widgets: [{ ...good, properties: { ...properties, metrics } }] }));

    const lambda = { namespace: "AWS/Lambda", statistic: "Average" };
    expect(widget === undefined ? [] : metricsOf(widget)).to.deep.equal([
      { ...lambda, name: "Errors", dimensions: { FunctionName: "sender", Resource: "sender:live" }, statistic: "Sum" },
      { ...lambda, name: "Errors", dimensions: { FunctionName: "sender", Resource: "sender:next" } },
      { ...lambda, name: "Duration", dimensions: { FunctionName: "sender" } },
    ]);
  });
});
