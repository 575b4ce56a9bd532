/** A metric as an alarm or a widget names it. */
export interface MetricReference {
  /**
   * Path of the metric, such as `metricQueries.1.metric` or `dashboardBody.widgets.3.properties.metrics.0`; empty for an alarm's own
   * metric.
   */
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Such as `Sum` or `p99`; empty when there is none, or more than one. */
  readonly statistic: string;
  /** Seconds. Undefined when it is not set. */
  readonly period: number | undefined;
  /** Only data points with this unit count. Undefined: any unit. */
  readonly unit: string | undefined;
}

/** A key that is equal for equal metric and statistic, whatever the order of the dimensions. */
export function keyOf({ namespace, name, dimensions, statistic }: MetricReference): string {
  return JSON.stringify([namespace, name, statistic, Object.entries(dimensions).sort()]);
}

/** A property of a metric, as a path for messages. */
export function at({ path }: Pick<MetricReference, "path">, property: string): string {
  return path === "" ? property : `${path}.${property}`;
}

/** A metric as shown in messages, such as `AWS/SQS NumberOfMessagesSent (QueueName)`. */
export function describe({ namespace, name, dimensions }: MetricReference): string {
  return `${namespace} ${name} (${Object.keys(dimensions).sort().join(", ") || "no dimensions"})`;
}
