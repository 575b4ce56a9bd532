/** A metric as an alarm or a widget names it. */
export interface MetricReference {
  /** Where it stands, such as `metricQueries.1.metric` or `dashboardBody.widgets.3.properties.metrics.0`; empty at the top of an alarm. */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `p99`; empty when there is none, or more than one. */
  readonly statistic: string;
  /** Seconds. Undefined when it is not set. */
  readonly period: number | undefined;
  /** Unit that data points must have to count. Undefined: any. */
  readonly unit: string | undefined;
}

/** The same metric with the same statistic has the same key, whatever the order of its dimensions. */
export function keyOf({ namespace, name, dimensions, statistic }: MetricReference): string {
  return JSON.stringify([namespace, name, statistic, Object.entries(dimensions).sort()]);
}

/** A property of a metric, as a path for messages. */
export function at({ path }: Pick<MetricReference, "path">, property: string): string {
  return path === "" ? property : `${path}.${property}`;
}

/** A metric in a message, such as `AWS/SQS NumberOfMessagesSent (QueueName)`. */
export function describe({ namespace, name, dimensions }: MetricReference): string {
  return `${namespace} ${name} (${Object.keys(dimensions).sort().join(", ") || "no dimensions"})`;
}
