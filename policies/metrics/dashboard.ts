import * as z from "zod";
import { isRegionForm } from "../../aws/partitions";
import type { Resource } from "../engine/resource";
import type { MetricReference } from "./reference";
import { readSearch } from "./search";

const layout = {
  x: z.int().min(0).max(23).optional(),
  y: z.int().min(0).optional(),
  width: z.int().min(1).max(24).default(6),
  height: z.int().min(1).max(1000).default(6),
};

const options = z.looseObject({
  id: z
    .string()
    .regex(/^[a-z]\w{0,254}$/, "must start with a lower-case letter")
    .optional(),
  expression: z.string().min(1).optional(),
  stat: z.string().optional(),
  period: z.number().optional(),
  visible: z.boolean().optional(),
});

const line = z.array(z.union([z.string(), options])).min(1);

const alarmArns = z.array(z.string());

const metricProperties = z.looseObject({
  region: z.string().refine(isRegionForm, "must be a region"),
  title: z.string().optional(),
  view: z.enum(["timeSeries", "singleValue", "bar", "pie", "table", "gauge"]).default("timeSeries"),
  stat: z.string().optional(),
  period: z.number().optional(),
  setPeriodToTimeRange: z.boolean().optional(),
  metrics: z.array(line).min(1).max(500).optional(),
  annotations: z.looseObject({ alarms: alarmArns.optional() }).optional(),
});

const textProperties = z.looseObject({ markdown: z.string().min(1) });

const widget = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("metric"), ...layout, properties: metricProperties }),
  z.strictObject({ type: z.literal("text"), ...layout, properties: textProperties }),
  z.strictObject({
    type: z.literal("alarm"),
    ...layout,
    properties: z.looseObject({ alarms: alarmArns.min(1), title: z.string().optional() }),
  }),
  z.strictObject({
    type: z.literal("log"),
    ...layout,
    properties: z.looseObject({ region: z.string().min(1), query: z.string().min(1) }),
  }),
]);

const body = z.looseObject({
  start: z.string().optional(),
  end: z.string().optional(),
  periodOverride: z.enum(["auto", "inherit"]).optional(),
  widgets: z.array(widget).min(1).max(500),
});

/**
 * What the console draws. Only what CloudWatch's description of a body allows gets through:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export type DashboardBody = z.output<typeof body>;

/** A widget as `DashboardBody` has it. */
export type Widget = DashboardBody["widgets"][number];

/** A body that was read, or what is wrong with it. */
export type ReadBody =
  | { readonly body: DashboardBody; readonly problem?: undefined }
  | { readonly body?: undefined; readonly problem: { readonly path: string; readonly message: string } };

/** @throws {UnknownValue} the body is not known yet */
export function readDashboard(resource: Resource): ReadBody {
  const result = body.safeParse(resource.json("dashboardBody"));
  if (result.success) return { body: result.data };
  const [issue] = result.error.issues;
  return { problem: { path: widgetPath(...(issue?.path ?? [])), message: issue?.message ?? "cannot be read" } };
}

/** Path of a part of a body, for messages. */
export function widgetPath(...parts: readonly PropertyKey[]): string {
  return ["dashboardBody", ...parts.map(String)].join(".");
}

/** One line of a metric widget, with CloudWatch's abbreviations written out. */
export interface Line {
  readonly path: string;
  readonly id: string | undefined;
  readonly expression: string | undefined;
  readonly metric: MetricReference | undefined;
  /** Seconds: the line's own or its widget's. */
  readonly period: number | undefined;
}

/** The lines of a widget; none of one that is no metric widget. */
export function linesOf(shown: Widget, index: number): readonly Line[] {
  if (shown.type !== "metric") return [];
  const { metrics = [], stat = "Average", period } = shown.properties;
  let last: readonly string[] = [];
  return metrics.map((parts, position) => {
    const path = widgetPath("widgets", index, "properties", "metrics", position);
    const texts = parts.filter((part) => typeof part === "string");
    const own = parts.find((part) => typeof part === "object") ?? {};
    const { id, expression } = own;
    const linePeriod = own.period ?? period;
    if (expression !== undefined) return { path, id, expression, metric: undefined, period: linePeriod };
    last = writtenOut(texts, last);
    const [namespace = "", name = "", ...pairs] = last;
    const dimensions = Object.fromEntries(
      pairs.flatMap((key, index) => (index % 2 === 0 ? [[key, pairs[index + 1] ?? ""]] : [])),
    );
    const metric = {
      path,
      namespace,
      name,
      dimensions,
      statistic: own.stat ?? stat,
      period: linePeriod,
      unit: undefined,
    };
    return { path, id, expression: undefined, metric, period: linePeriod };
  });
}

/** Every metric on a dashboard, those that its searches would find included. */
export function metricsOn({ widgets }: DashboardBody): readonly MetricReference[] {
  return widgets.flatMap((shown, index) =>
    linesOf(shown, index).flatMap(({ metric, expression, path }) => {
      const found = metric ?? (expression === undefined ? undefined : readSearch(expression, path));
      return found === undefined ? [] : [found];
    }),
  );
}

/** `.` stands for the same as in the line above, `...` for all of its parts up to those that are given. */
function writtenOut(texts: readonly string[], last: readonly string[]): readonly string[] {
  const dots = texts.indexOf("...");
  const full =
    dots < 0
      ? texts
      : [...last.slice(0, Math.max(0, last.length - (texts.length - 1 - dots))), ...texts.slice(dots + 1)];
  return full.map((text, position) => (text === "." ? (last[position] ?? "") : text));
}
