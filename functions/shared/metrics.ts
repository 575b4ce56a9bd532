import { Metrics } from "@aws-lambda-powertools/metrics";
import type { CommonEnvironment } from "./env";
import { type ExtraDimension, type MetricDefinition, type MetricKey, metricNamespace, metrics } from "./metric-catalog";

/** What a metric needs beside its value: nothing, or exactly the extra dimension that the catalog names. */
export type MetricArguments<K extends MetricKey> = [ExtraDimension<K>] extends [never]
  ? [value?: number]
  : [value: number, extra: Readonly<Record<ExtraDimension<K>, string>>];

/** Counts metrics of the catalog. */
export interface MetricsRecorder {
  /** Adds `value` (1 when absent) to a metric. A metric with a dimension of its own must be given that dimension. */
  count<K extends MetricKey>(metric: K, ...args: MetricArguments<K>): void;
  /** Writes what was counted since the last flush. Call it at the end of every invocation, also of a failed one. */
  flush(): void;
}

/**
 * Makes the recorder: embedded metric format by Powertools, which writes past the patched console of Lambda's JSON log format,
 * straight to standard output. Each metric is written with one dimension set, the one of the catalog: CloudWatch alarms match exactly.
 */
export function createMetrics(env: Pick<CommonEnvironment, "ENVIRONMENT" | "SERVICE">): MetricsRecorder {
  const recorder = new Metrics({
    namespace: metricNamespace,
    serviceName: env.SERVICE,
    defaultDimensions: { environment: env.ENVIRONMENT },
  });
  return {
    count: (metric, ...args) => {
      const definition: MetricDefinition = metrics[metric];
      const [value = 1, extra] = args;
      if (extra === undefined) {
        recorder.addMetric(definition.name, definition.unit, value);
        return;
      }
      const single = recorder.singleMetric();
      for (const [dimension, text] of Object.entries<string>(extra)) single.addDimension(dimension, text);
      single.addMetric(definition.name, definition.unit, value);
    },
    flush: () => {
      // Powertools warns about an empty flush; most invocations of the read functions have nothing to count.
      if (recorder.hasStoredMetrics()) recorder.publishStoredMetrics();
    },
  };
}
