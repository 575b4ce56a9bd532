// What CloudWatch accepts as the body of a dashboard:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
// Widgets of the types alarm, log, explorer and custom are described only as far as this project reads them.
import * as z from "zod";
import { isRegionForm } from "../partitions";

/** Upper limits: columns and rows of the grid, widgets of a dashboard, lines of a metric widget, dimensions of a metric. */
export const dashboardLimits = { columns: 24, rows: 1000, widgets: 500, lines: 500, dimensions: 30 } as const;

/** Id of a line, which expressions refer to. */
export const lineId: RegExp = /^[a-z]\w{0,254}$/;

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a colour such as #1f77b4");
const region = z.string().refine(isRegionForm, "must be a region");
const side = z.enum(["left", "right"]);

/** Seconds. Periods below a minute are for high-resolution metrics. */
const period = z
  .int()
  .refine(
    (seconds) => [1, 5, 10, 30].includes(seconds) || (seconds >= 60 && seconds <= 86_400 && seconds % 60 === 0),
    "must be 1, 5, 10, 30 or a multiple of 60 seconds of a day at most",
  );

/** `Sum`, `p99`, `p99.9`, `tm90`, `TM(10%:90%)`: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const stat = z
  .string()
  .regex(
    /^(Sum|Average|Minimum|Maximum|SampleCount|IQM|(p|tm|wm|tc|ts)\d{1,2}(\.\d+)?|p100|(PR|TM|WM|TC|TS)\([\d.:%]+\))$/,
    "must be a statistic",
  );

const lineOptions = z.strictObject({
  accountId: z.string().optional(),
  color: color.optional(),
  expression: z.string().min(1).max(2048).optional(),
  id: z.string().regex(lineId, "must start with a lower-case letter").optional(),
  label: z.string().optional(),
  period: period.optional(),
  region: region.optional(),
  stat: stat.optional(),
  visible: z.boolean().optional(),
  yAxis: side.optional(),
});

/** `[{expression}]`, or `[namespace, name, dimension, value, ..., {options}]`; `.` and `...` repeat parts of the previous line. */
const line = z
  .array(z.union([z.string().min(1), lineOptions]))
  .min(1)
  .max(2 + 2 * dashboardLimits.dimensions + 1)
  .refine((parts) => parts.slice(0, -1).every((part) => typeof part === "string"), "must have options last")
  .refine((parts) => {
    const last = parts.at(-1);
    if (typeof last === "object" && last.expression !== undefined) return parts.length === 1;
    return parts.includes("...") || typeof parts[1] === "string";
  }, "must be an expression alone, or namespace and name of a metric");

const level = z.strictObject({
  value: z.number(),
  label: z.string().optional(),
  color: color.optional(),
  fill: z.enum(["above", "below", "none"]).optional(),
  visible: z.boolean().optional(),
  yAxis: side.optional(),
});

const axis = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  label: z.string().optional(),
  showUnits: z.boolean().optional(),
});

const alarmArns = z.array(z.string());

const metricProperties = z.strictObject({
  region,
  accountId: z.string().optional(),
  title: z.string().optional(),
  view: z.enum(["timeSeries", "singleValue", "gauge", "bar", "pie", "table"]).default("timeSeries"),
  stat: stat.optional(),
  period: period.optional(),
  setPeriodToTimeRange: z.boolean().optional(),
  metrics: z.array(line).min(1).max(dashboardLimits.lines).optional(),
  stacked: z.boolean().optional(),
  liveData: z.boolean().optional(),
  sparkline: z.boolean().optional(),
  trend: z.boolean().optional(),
  singleValueFullPrecision: z.boolean().optional(),
  timezone: z.string().optional(),
  start: z.string().optional(),
  end: z.string().optional(),
  labels: z.looseObject({}).optional(),
  table: z.looseObject({}).optional(),
  legend: z.strictObject({ position: z.enum(["bottom", "right", "hidden"]) }).optional(),
  yAxis: z.strictObject({ left: axis.optional(), right: axis.optional() }).optional(),
  annotations: z
    .strictObject({
      alarms: alarmArns.optional(),
      horizontal: z.array(z.union([level, z.tuple([level, level])])).optional(),
      vertical: z.array(z.unknown()).optional(),
    })
    .optional(),
});

const layout = {
  x: z
    .int()
    .min(0)
    .max(dashboardLimits.columns - 1)
    .optional(),
  y: z.int().min(0).optional(),
  width: z.int().min(1).max(dashboardLimits.columns).default(6),
  height: z.int().min(1).max(dashboardLimits.rows).default(6),
};

function widgetOf<T extends string, P extends z.ZodType>(type: T, properties: P) {
  return z.strictObject({ type: z.literal(type), ...layout, properties });
}

const widget = z.discriminatedUnion("type", [
  widgetOf("metric", metricProperties),
  widgetOf(
    "text",
    z.strictObject({ markdown: z.string().min(1), background: z.enum(["solid", "transparent"]).optional() }),
  ),
  widgetOf("alarm", z.looseObject({ alarms: alarmArns.min(1).max(100), title: z.string().optional() })),
  widgetOf("log", z.looseObject({ region, query: z.string().min(1) })),
  widgetOf("explorer", z.looseObject({})),
  widgetOf("custom", z.looseObject({ endpoint: z.string().min(1) })),
]);

/** The body of a dashboard; sizes and views that are left out take CloudWatch's defaults. */
export const dashboardBody = z
  .strictObject({
    start: z
      .string()
      .regex(/^(-P(T\d+[HM]|\d+[DWM])|\d{4}-\d\d-\d\dT.*Z)$/, "must be -PT24H, -P7D or the like, or an instant")
      .optional(),
    end: z.string().optional(),
    periodOverride: z.enum(["auto", "inherit"]).optional(),
    variables: z.array(z.looseObject({})).optional(),
    widgets: z.array(widget).max(dashboardLimits.widgets),
  })
  .refine(({ start, end }) => end === undefined || start !== undefined, {
    path: ["start"],
    message: "must go with end",
  });

export type DashboardBody = z.output<typeof dashboardBody>;
export type DashboardWidget = DashboardBody["widgets"][number];
export type MetricWidget = Extract<DashboardWidget, { type: "metric" }>;
