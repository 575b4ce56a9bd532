import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { type DashboardWidget, dashboardBody } from "../../aws/dashboard/body";
import { linesOf } from "../../aws/dashboard/lines";
import { awsTypes } from "../../aws/resource-types";
import { pipelineNames } from "../../components/pipelines";
import type { SeenResource } from "../../program/monitor";
import type { DashboardData, WidgetData } from "../contract";
import { RequestError, type Route, route } from "./http";
import { physicalName, pipelineOfName } from "./picture/model";
import type { ConsoleSources, MetricSource, TimeRange } from "./sources";

/** Every declared dashboard, drawn with the stack's data: it is seen before it is deployed. */
export function dashboardRoutes({ resources, metrics }: ConsoleSources): readonly Route[] {
  // In the order of the pipelines; first the overview, which is of none.
  const order: readonly string[] = pipelineNames;
  const rank = (resource: SeenResource) => order.indexOf(pipelineOfName(physicalName(resource)));
  const declared = resources
    .filter(({ type }) => type === awsTypes.cloudwatch.dashboard)
    .toSorted((a, b) => rank(a) - rank(b));
  return [
    route("GET", "dashboards", z.strictObject({}), async () => ({ names: declared.map((each) => physicalName(each)) })),
    route(
      "GET",
      "dashboard",
      z.strictObject({ name: z.string(), minutes: z.coerce.number().int().min(5).max(10_080).default(60) }),
      async ({ name, minutes }): Promise<DashboardData> => {
        const found = declared.find((each) => physicalName(each) === name);
        if (found === undefined) throw new RequestError(404, `the stack declares no dashboard '${name}'`);
        const body = dashboardBody.parse(JSON.parse(String(found.inputs.dashboardBody)));
        const to = Date.now();
        const range = { from: to - minutes * 60_000, to };
        const widgets = await Promise.all(body.widgets.map((widget) => drawn(widget, range, metrics)));
        return { name, from: range.from / 1000, to: to / 1000, widgets };
      },
    ),
  ];
}

/** A widget's lines as queries of GetMetricData. */
export function queriesOf(widget: DashboardWidget): readonly MetricDataQuery[] {
  if (widget.type !== "metric") return [];
  const options = (widget.properties.metrics ?? []).map(
    (parts) => parts.find((part) => typeof part === "object") ?? {},
  );
  return linesOf(widget).map(({ index, id, expression, metric, period = 300 }): MetricDataQuery => {
    const { label, visible } = options[index] ?? {};
    return {
      Id: id ?? `line${index}`,
      ReturnData: visible !== false,
      ...(label !== undefined && label !== "" && { Label: label }),
      ...(expression !== undefined && { Expression: expression, Period: period }),
      ...(metric !== undefined && {
        MetricStat: {
          Metric: {
            Namespace: metric.namespace,
            MetricName: metric.name,
            Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
          },
          Period: period,
          Stat: metric.statistic,
        },
      }),
    };
  });
}

async function drawn(widget: DashboardWidget, range: TimeRange, metrics: MetricSource): Promise<WidgetData> {
  const { x = 0, y = 0, width, height } = widget;
  const blank = { x, y, width, height, title: "", unit: "", lines: [], levels: [], markdown: "", notices: [] };
  if (widget.type === "text") return { ...blank, kind: "text", markdown: widget.properties.markdown };
  if (widget.type !== "metric")
    return { ...blank, kind: "other", notices: [`widgets of type ${widget.type} are not drawn here`] };
  const { title = "", view, yAxis, annotations } = widget.properties;
  const numbers = view === "singleValue";
  const queries = queriesOf(widget);
  const { lines, gaps } = await metrics.data(queries, { ...range, ...(numbers && { whole: true }) });
  const empty = lines.every(({ points }) => points.length === 0);
  return {
    ...blank,
    kind: numbers ? "numbers" : "graph",
    title,
    unit: yAxis?.left?.label ?? "",
    lines: lines.map(({ label, points }) => ({
      label,
      points: points.map(([time, value]) => [time / 1000, value] as const),
    })),
    levels: (annotations?.horizontal ?? []).flatMap((level) =>
      [level].flat().map(({ label = "", value }) => ({ label, value })),
    ),
    notices: empty && gaps.length === 0 ? ["Nothing was measured in this time."] : gaps,
  };
}
