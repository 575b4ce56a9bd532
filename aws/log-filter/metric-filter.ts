import type { MetricPoint } from "../alarms/series";
import { compileLogPattern, jsonOf } from "./pattern";
import { LogFilterError, pathOf, valueAt } from "./tokens";

/** A metric filter of a log group, as it is declared. */
export interface MetricFilter {
  readonly pattern: string;
  readonly namespace: string;
  readonly name: string;
  /** A number, or a property of a JSON line such as `$.bytes`. */
  readonly value: string;
  /** Dimensions, each with the property of a JSON line that its value is taken from. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The data points of one log line. */
export type CompiledMetricFilter = (line: string, at: number) => readonly MetricPoint[];

/**
 * Compiles a metric filter. A line that matches adds one data point; one whose value is no number, or that lacks the property of a
 * dimension, adds none.
 *
 * Source: CloudWatch Logs User Guide, "Creating metrics from log events using filters", "Configuring metric values for a metric filter",
 * "Publishing dimensions with metrics from values in JSON or space-delimited log events". A default value, which cannot be combined with
 * dimensions, is not known here.
 *
 * @throws {LogFilterError} the pattern or a selector cannot be read
 */
export function compileMetricFilter(filter: MetricFilter): CompiledMetricFilter {
  const matches = compileLogPattern(filter.pattern);
  const selector = (text: string) => {
    const path = /^\$([.[].*)$/s.exec(text)?.[1];
    if (path === undefined) throw new LogFilterError(filter.pattern, `takes '${text}', which is no property of a line`);
    return pathOf(path);
  };
  const valuePath = filter.value.startsWith("$") ? selector(filter.value) : undefined;
  const dimensionPaths = Object.entries(filter.dimensions).map(([name, text]) => [name, selector(text)] as const);
  return (line, at) => {
    if (!matches(line)) return [];
    const event = jsonOf(line);
    const value = valuePath === undefined ? Number(filter.value) : valueAt(event, valuePath);
    if (typeof value !== "number" || Number.isNaN(value)) return [];
    const dimensions: Record<string, string> = {};
    for (const [name, path] of dimensionPaths) {
      const found = valueAt(event, path);
      if (found === undefined || found === null || typeof found === "object") return [];
      dimensions[name] = String(found);
    }
    return [{ namespace: filter.namespace, name: filter.name, dimensions, at, value }];
  };
}
