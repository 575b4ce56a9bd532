import type { DashboardWidget } from "./body";

/** A metric that a widget draws. */
export interface DrawnMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

/** One line of a metric widget, or one number: a metric or an expression. */
export interface DrawnLine {
  /** Index in the widget's `metrics`. */
  readonly index: number;
  readonly id: string | undefined;
  readonly expression: string | undefined;
  /** Parts that are missing are empty strings. */
  readonly metric: DrawnMetric | undefined;
  /** Seconds: the line's own period, or its widget's. Undefined when neither sets one. */
  readonly period: number | undefined;
}

/** The lines of a widget, hidden ones included, with abbreviations expanded; empty for a widget that shows no metrics. */
export function linesOf(widget: DashboardWidget): readonly DrawnLine[] {
  if (widget.type !== "metric") return [];
  const { metrics = [], stat = "Average", period } = widget.properties;
  let last: readonly string[] = [];
  return metrics.map((parts, index) => {
    const texts = parts.filter((part) => typeof part === "string");
    const own = parts.find((part) => typeof part === "object") ?? {};
    const line = { index, id: own.id, expression: own.expression, period: own.period ?? period };
    if (own.expression !== undefined) return { ...line, metric: undefined };
    last = writtenOut(texts, last);
    const [namespace = "", name = "", ...pairs] = last;
    const dimensions = Object.fromEntries(
      pairs.flatMap((key, position) => (position % 2 === 0 ? [[key, pairs[position + 1] ?? ""]] : [])),
    );
    return { ...line, metric: { namespace, name, dimensions, statistic: own.stat ?? stat } };
  });
}

/** Expands `.` to the same part of the previous line, and `...` to all of that line's parts before those that are given. */
function writtenOut(texts: readonly string[], last: readonly string[]): readonly string[] {
  const dots = texts.indexOf("...");
  const full =
    dots < 0
      ? texts
      : [...last.slice(0, Math.max(0, last.length - (texts.length - 1 - dots))), ...texts.slice(dots + 1)];
  return full.map((text, position) => (text === "." ? (last[position] ?? "") : text));
}
