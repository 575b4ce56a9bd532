import * as pulumi from "@pulumi/pulumi";
import { dashboardUrl } from "../../aws/console";
import { dashboardLimits as limits, lineId } from "../../aws/dashboard/body";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import type { Metric } from "./alarm";

/** A metric as one line of a graph, or as one number. */
export interface MetricLine {
  readonly metric: Metric;
  /** @default CloudWatch's label, the metric's name */
  readonly label?: string;
  /** Id for expressions; starts with a lower-case letter. @default none */
  readonly id?: string;
  /** Used by an expression only, not drawn. @default false */
  readonly hidden?: boolean;
}

/** An expression over the ids of the same widget, as one line of a graph or as one number. */
export interface FormulaLine {
  readonly expression: string;
  readonly label: string;
  /** As for metrics. */
  readonly id?: string;
  readonly hidden?: boolean;
}

interface WidgetBasics {
  /** Columns of the dashboard's 24. @default 12 for graphs, 24 for numbers and text */
  readonly width?: number;
  /** Rows. @default 6 for graphs, 3 for numbers and text */
  readonly height?: number;
}

/** Lines over time. */
export interface GraphWidget extends WidgetBasics {
  readonly kind: "graph";
  readonly title: string;
  readonly lines: readonly (MetricLine | FormulaLine)[];
  /** Unit of the left axis, in words. @default none */
  readonly unit?: string;
  /** Values drawn as horizontal lines: the alarms' thresholds. @default none */
  readonly levels?: readonly { readonly label: string; readonly value: number }[];
}

/** One number for each line, over the last 24 hours. */
export interface TotalsWidget extends WidgetBasics {
  readonly kind: "totals";
  readonly title: string;
  readonly lines: readonly (MetricLine | FormulaLine)[];
}

/** Markdown. */
export interface TextWidget extends WidgetBasics {
  readonly kind: "text";
  readonly markdown: pulumi.Input<string>;
}

export type Widget = GraphWidget | TotalsWidget | TextWidget;

export interface DashboardArgs {
  readonly stack: StackContext;
  /** In reading order: from left to right, a new row when the next one does not fit. */
  readonly widgets: readonly Widget[];
}

/** A dashboard as the rest of the program refers to it. */
export interface DeclaredDashboard {
  /** Physical name. */
  readonly name: string;
  /** Address in AWS's console. */
  readonly url: pulumi.Output<string>;
}

const DAY_SECONDS = 86_400;

/** Widgets that CloudWatch would reject or draw wrongly. */
export class DashboardError extends Error {
  override readonly name = "DashboardError";
}

/**
 * A dashboard that shows the last 24 hours.
 *
 * @throws {DashboardError} a widget is too wide, has no lines, or uses an id that it does not declare
 */
export function dashboard(name: LogicalName, args: DashboardArgs, parent: pulumi.Resource): DeclaredDashboard {
  const { stack, widgets } = args;
  checkWidgets(name, widgets);
  const physical = physicalNameIn(stack, "dashboard", name);
  const resource = new aws.cloudwatch.Dashboard(
    name,
    {
      dashboardName: physical,
      dashboardBody: pulumi.jsonStringify({
        start: "-PT24H",
        // Without this the console chooses the period, and a day's total becomes the total of five minutes.
        periodOverride: "inherit",
        widgets: placed(widgets).map(({ widget, place: layout }) => ({ ...layout, ...drawn(widget, stack.region) })),
      }),
    },
    { parent },
  );
  return { name: physical, url: consoleUrl(stack, resource.dashboardName) };
}

function consoleUrl(stack: StackContext, name: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi
    .all([stack.partition, stack.region, name])
    .apply(([partition, region, dashboardName]) => dashboardUrl(partition, region, dashboardName));
}

function sizeOf(widget: Widget): { readonly width: number; readonly height: number } {
  const graph = widget.kind === "graph";
  return { width: widget.width ?? (graph ? 12 : 24), height: widget.height ?? (graph ? 6 : 3) };
}

function placed(widgets: readonly Widget[]) {
  let [x, y, rowHeight] = [0, 0, 0];
  return widgets.map((widget) => {
    const { width, height } = sizeOf(widget);
    if (x + width > limits.columns) {
      x = 0;
      y += rowHeight;
      rowHeight = 0;
    }
    const layout = { x, y, width, height };
    x += width;
    rowHeight = Math.max(rowHeight, height);
    return { widget, place: layout };
  });
}

function drawn(widget: Widget, region: pulumi.Output<string>) {
  if (widget.kind === "text") return { type: "text", properties: { markdown: widget.markdown } };
  const totals = widget.kind === "totals";
  return {
    type: "metric",
    properties: {
      title: widget.title,
      region,
      ...(totals
        ? { view: "singleValue", period: DAY_SECONDS, setPeriodToTimeRange: true }
        : {
            view: "timeSeries",
            stacked: false,
            yAxis: { left: { min: 0, showUnits: false, ...(widget.unit !== undefined && { label: widget.unit }) } },
            ...(widget.levels !== undefined && { annotations: { horizontal: widget.levels } }),
          }),
      metrics: widget.lines.map((line) => drawnLine(line, totals)),
    },
  };
}

function drawnLine(line: MetricLine | FormulaLine, totals: boolean): readonly unknown[] {
  if ("expression" in line) {
    const { expression, label } = line;
    return [{ expression, label, ...(totals && { period: DAY_SECONDS }), ...named(line) }];
  }
  const { metric, label } = line;
  return [
    metric.namespace,
    metric.name,
    ...Object.entries(metric.dimensions).flat(),
    {
      stat: metric.statistic,
      period: totals ? DAY_SECONDS : metric.periodSeconds,
      ...(label !== undefined && { label }),
      ...named(line),
    },
  ];
}

function named({ id, hidden }: Pick<MetricLine, "id" | "hidden">) {
  return { ...(id !== undefined && { id }), ...(hidden === true && { visible: false }) };
}

function checkWidgets(name: string, widgets: readonly Widget[]): void {
  const refuse = (what: string) => {
    throw new DashboardError(`the dashboard ${name} ${what}`);
  };
  if (widgets.length < 1 || widgets.length > limits.widgets)
    refuse(`must have 1 to ${limits.widgets} widgets, ${widgets.length} given`);
  for (const widget of widgets) {
    const { width, height } = sizeOf(widget);
    const title = widget.kind === "text" ? "its text" : `'${widget.title}'`;
    if (width < 1 || width > limits.columns) refuse(`must make ${title} 1 to ${limits.columns} wide, ${width} given`);
    if (height < 1 || height > limits.rows) refuse(`must make ${title} 1 to ${limits.rows} high, ${height} given`);
    if (widget.kind !== "text") checkLines(title, widget.lines, refuse);
  }
}

function checkLines(title: string, lines: readonly (MetricLine | FormulaLine)[], refuse: (what: string) => void): void {
  if (lines.length < 1 || lines.length > limits.lines)
    refuse(`must draw 1 to ${limits.lines} lines in ${title}, ${lines.length} given`);
  const ids = lines.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (new Set(ids).size !== ids.length) refuse(`must give each id in ${title} once`);
  const malformed = ids.find((id) => !lineId.test(id));
  if (malformed !== undefined) refuse(`must start ids in ${title} with a lower-case letter, '${malformed}' given`);
  for (const line of lines) {
    if (!("expression" in line)) continue;
    // Names of functions are in capitals; every other word outside quotes that starts with a lower-case letter is an id.
    const words = line.expression.replace(/'[^']*'/g, "").match(/\b[a-z]\w*/g) ?? [];
    const unknown = words.find((word) => !ids.includes(word));
    if (unknown !== undefined) refuse(`uses '${unknown}' in ${title}, which is the id of no line there`);
  }
}
