import { Metrics } from "@aws-lambda-powertools/metrics";
import {
  type ExtraDimension,
  type MetricDefinition,
  type MetricKey,
  metricNamespace,
  metrics,
} from "../contracts/metric-catalog";
import type { CommonEnvironment } from "./env";

/** Arguments of a metric besides its value: none, or exactly the extra dimension in the catalog. */
export type MetricArguments<K extends MetricKey> = [ExtraDimension<K>] extends [never]
  ? [value?: number]
  : [value: number, extra: Readonly<Record<ExtraDimension<K>, string>>];

/** Counts metrics of the catalog. */
export interface MetricsRecorder {
  /** Adds `value` (default 1) to a metric. A metric with an extra dimension needs that dimension's value. */
  count<K extends MetricKey>(metric: K, ...args: MetricArguments<K>): void;
  /** Writes what was counted since the last flush. Call it at the end of every invocation, failed ones included. */
  flush(): void;
}

/** A document of the embedded metric format: directives in `_aws`, and the values that they name. */
type Document = ReturnType<Metrics["serializeMetrics"]>;

/**
 * Creates the recorder: embedded metric format by Powertools, written to standard output directly, not to the console that Lambda's JSON
 * log format patches. Each metric has a directive with one set of dimensions, the one in the catalog, because CloudWatch alarms match
 * exactly.
 *
 * Directives share a line where possible, since log lines are the main cost of an invocation with metrics. A recorder is cached for every
 * dimension value: creating one costs more than its use, and the values (currencies, statuses, kinds, reasons) are few.
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
