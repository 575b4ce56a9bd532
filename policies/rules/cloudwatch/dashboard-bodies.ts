import {
  type DashboardBody,
  type DashboardWidget,
  dashboardLimits,
  type MetricWidget,
} from "../../../aws/dashboard/body";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import type { Problem } from "../../engine/rule";
import { placedLines, readDashboard, widgetPath } from "../../metrics/dashboard";
import { usedIds } from "../../metrics/expression";

export const dashboardWellFormed = resourceRule({
  name: "dashboard-well-formed",
  concern: "observability",
  description:
    "A dashboard's body is what CloudWatch draws: widgets on its grid, a region on each, formulas over ids that are there.",
  rationale:
    "CloudWatch takes a body with mistakes and shows an empty widget, or the metrics of the region in which somebody happens to look. Source: the dashboard body's structure in CloudWatch's API reference.",
  remediation: "Correct the widget that is named.",
  controls: ["observability.dashboards"],
  severity: "medium",
  types: [awsTypes.cloudwatch.dashboard],
  check(resource, { report }) {
    const { body, problem } = readDashboard(resource);
    if (problem !== undefined)
      return report(resource, problem.path, "a body that CloudWatch does not draw", problem.message);
    if (body.widgets.length === 0) report(resource, widgetPath("widgets"), [], "at least one");
    for (const [index, widget] of body.widgets.entries())
      for (const problem of widgetProblems(body, widget, index))
        report(resource, problem.property, problem.found, problem.wanted);
  },
});

function widgetProblems(body: DashboardBody, widget: DashboardWidget, index: number): readonly Problem[] {
  const path = (...parts: readonly string[]) => widgetPath("widgets", index, ...parts);
  const right = (widget.x ?? 0) + widget.width;
  const off =
    right > dashboardLimits.columns
      ? [{ property: path("width"), found: widget.width, wanted: `an end within ${dashboardLimits.columns} columns` }]
      : [];
  if (widget.type !== "metric") return off;
  const { metrics, annotations } = widget.properties;
  const empty = metrics === undefined && annotations?.alarms === undefined;
  return [
    ...off,
    ...(empty ? [{ property: path("properties", "metrics"), found: undefined, wanted: "at least one metric" }] : []),
    ...lineProblems(widget, index),
    ...(widget.properties.view === "singleValue" ? totalProblems(body, widget, index) : []),
  ];
}

function lineProblems(widget: DashboardWidget, index: number): readonly Problem[] {
  const lines = placedLines(widget, index);
  const ids = lines.flatMap(({ id }) => id ?? []);
  return lines.flatMap(({ path, id, expression, metric }): Problem[] => {
    const used = expression === undefined ? undefined : usedIds(expression);
    const unknown = (used?.ids ?? []).filter((one) => !ids.includes(one));
    return [
      ...(id !== undefined && ids.indexOf(id) !== ids.lastIndexOf(id)
        ? [{ property: `${path}.id`, found: id, wanted: "an id of its own" }]
        : []),
      ...(used?.problem === undefined
        ? []
        : [{ property: `${path}.expression`, found: expression, wanted: `metric math: ${used.problem}` }]),
      ...(unknown.length > 0
        ? [
            {
              property: `${path}.expression`,
              found: expression,
              wanted: `ids that are there, not ${unknown.join(", ")}`,
            },
          ]
        : []),
      ...(metric !== undefined && (metric.name === "" || Object.values(metric.dimensions).includes(""))
        ? [{ property: path, found: metric.name, wanted: "namespace, name, and pairs of dimension and value" }]
        : []),
    ];
  });
}

const day = 86_400;

/** Faults of a number titled as a total of 24 hours: it must be one whatever time range and period the console shows. */
function totalProblems(body: DashboardBody, widget: MetricWidget, index: number): readonly Problem[] {
  const { period, setPeriodToTimeRange } = widget.properties;
  const at = (...parts: readonly string[]) => widgetPath("widgets", index, "properties", ...parts);
  return [
    ...(body.start === "-PT24H" || body.start === "-P1D"
      ? []
      : [{ property: widgetPath("start"), found: body.start, wanted: "-PT24H" }]),
    ...(body.periodOverride === "inherit"
      ? []
      : [{ property: widgetPath("periodOverride"), found: body.periodOverride, wanted: "inherit" }]),
    ...(period === day ? [] : [{ property: at("period"), found: period, wanted: `${day}, as the time range` }]),
    ...(setPeriodToTimeRange === true
      ? []
      : [{ property: at("setPeriodToTimeRange"), found: setPeriodToTimeRange, wanted: "true" }]),
    ...placedLines(widget, index).flatMap((line) =>
      line.period === day
        ? []
        : [{ property: `${line.path}.period`, found: line.period, wanted: `${day}, as the time range` }],
    ),
  ];
}
