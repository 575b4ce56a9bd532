import { Metrics } from "@aws-lambda-powertools/metrics";
import {
  type ExtraDimension,
  type MetricDefinition,
  type MetricKey,
  metricNamespace,
  metrics,
} from "../contracts/metric-catalog";
import type { CommonEnvironment } from "./env";

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

/** A document of the embedded metric format: directives under `_aws`, and beside them the values that they name. */
type Document = ReturnType<Metrics["serializeMetrics"]>;

/**
 * Makes the recorder: embedded metric format by Powertools, written straight to standard output, past the console that Lambda's JSON
 * log format patches. Each metric has a directive with one dimension set, the one of the catalog: CloudWatch alarms match exactly.
 *
 * Directives share a line where they can, for log lines are what an invocation with metrics spends most on. A recorder is kept for every
 * dimension value: making one costs more than all the rest, and the values (currencies, statuses, kinds, reasons) are few.
 */
export function createMetrics(env: Pick<CommonEnvironment, "ENVIRONMENT" | "SERVICE">): MetricsRecorder {
  const recorders = new Map<string, Metrics>();
  const recorderFor = (extra: Readonly<Record<string, string>>): Metrics => {
    const key = JSON.stringify(extra);
    const kept = recorders.get(key);
    if (kept !== undefined) return kept;
    const made = new Metrics({
      namespace: metricNamespace,
      serviceName: env.SERVICE,
      defaultDimensions: { environment: env.ENVIRONMENT, ...extra },
    });
    recorders.set(key, made);
    return made;
  };
  return {
    count: (metric, ...args) => {
      const definition: MetricDefinition = metrics[metric];
      const [value = 1, extra = {}] = args;
      recorderFor(extra).addMetric(definition.name, definition.unit, value);
    },
    flush: () => {
      const lines: Document[] = [];
      for (const recorder of recorders.values()) {
        if (!recorder.hasStoredMetrics()) continue;
        join(lines, recorder.serializeMetrics());
        recorder.clearMetrics();
      }
      for (const line of lines) process.stdout.write(`${JSON.stringify(line)}\n`);
    },
  };
}

/** Adds a document to the first line that it does not contradict, or as a line of its own: a line has one value for each name. */
function join(lines: Document[], document: Document): void {
  const line = lines.find((candidate) => agree(candidate, document));
  if (line === undefined) {
    lines.push(document);
    return;
  }
  line._aws.CloudWatchMetrics.push(...document._aws.CloudWatchMetrics);
  Object.assign(line, { ...document, _aws: line._aws });
}

function agree(line: Document, document: Document): boolean {
  return Object.keys(document).every(
    (name) => name === "_aws" || !Object.hasOwn(line, name) || line[name] === document[name],
  );
}
