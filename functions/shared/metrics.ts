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

/** What was counted under one set of dimensions since the last flush. */
interface Counted {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: Map<MetricDefinition, number[]>;
}

/** What a line in embedded metric format says of its fields: which are metrics, and which their dimensions. */
interface Directive {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
}

/** Fields of a line by name: dimensions, and a metric's value or values. */
type Fields = Record<string, string | number | readonly number[]>;

/** A line, or a part of one. */
interface Line {
  readonly directives: Directive[];
  readonly fields: Fields;
}

/** Most values of a metric in a line. Source: CloudWatch, "Specification: Embedded metric format", target members. */
const mostValues = 100;

/**
 * Creates the recorder: embedded metric format, written to standard output directly, not to the console that Lambda's JSON log format patches.
 * Each metric has a directive with one set of dimensions, the one in the catalog, because CloudWatch alarms match exactly. Directives share a
 * line where possible, since log lines are the main cost of an invocation with metrics.
 *
 * Not by Powertools, see decision 17.
 */
export function createMetrics(env: Pick<CommonEnvironment, "ENVIRONMENT" | "SERVICE">): MetricsRecorder {
  const counted = new Map<string, Counted>();
  return {
    count: (metric, ...args) => {
      const [value = 1, extra = {}] = args;
      const key = JSON.stringify(extra);
      const { values } =
        counted.get(key) ??
        added(counted, key, {
          dimensions: { environment: env.ENVIRONMENT, service: env.SERVICE, ...extra },
          values: new Map(),
        });
      (values.get(metrics[metric]) ?? added(values, metrics[metric], [])).push(value);
    },
    flush: () => {
      const lines: Line[] = [];
      for (const line of [...counted.values()].flatMap(linesOf)) join(lines, line);
      counted.clear();
      const Timestamp = Date.now();
      for (const { directives, fields } of lines) {
        process.stdout.write(`${JSON.stringify({ _aws: { Timestamp, CloudWatchMetrics: directives }, ...fields })}\n`);
      }
    },
  };
}

function added<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

/** One line, and more where a metric has more values than a line may hold. */
function linesOf({ dimensions, values }: Counted): readonly Line[] {
  const lines: Line[] = [];
  for (let from = 0; ; from += mostValues) {
    const fields: Fields = { ...dimensions };
    const Metrics: { Name: string; Unit: string }[] = [];
    for (const [{ name, unit }, all] of values) {
      if (all.length <= from) continue;
      const some = all.slice(from, from + mostValues);
      Metrics.push({ Name: name, Unit: unit });
      fields[name] = some.length === 1 && some[0] !== undefined ? some[0] : some;
    }
    if (Metrics.length === 0) return lines;
    lines.push({
      directives: [{ Namespace: metricNamespace, Dimensions: [Object.keys(dimensions)], Metrics }],
      fields,
    });
  }
}

/** Adds a line to the first one that it does not contradict, or as one of its own: a line has one value for each name. */
function join(lines: Line[], line: Line): void {
  const host = lines.find(({ fields }) => agree(fields, line.fields));
  if (host === undefined) lines.push(line);
  else {
    host.directives.push(...line.directives);
    Object.assign(host.fields, line.fields);
  }
}

function agree(host: Fields, fields: Fields): boolean {
  return Object.keys(fields).every((name) => !Object.hasOwn(host, name) || host[name] === fields[name]);
}
