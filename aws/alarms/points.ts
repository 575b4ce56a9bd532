// Metric data points from a run: those that Lambda publishes for each call, and those that functions write to their logs.
import * as z from "zod";
import type { MetricPoint } from "./series";

/** One call of a function, read from its log. */
export interface Invocation {
  readonly functionName: string;
  /** The function's version that ran. */
  readonly version: string;
  /** Start of the call, epoch milliseconds. */
  readonly at: number;
  readonly durationMs: number;
  /** The function threw, timed out, or its process ended. */
  readonly failed: boolean;
}

const namespace = "AWS/Lambda";

/** The metrics of `lambdaPoints` and `throttlePoints`. */
export const metricsOfCalls: readonly string[] = ["Invocations", "Errors", "Duration", "Throttles"];

/**
 * The metrics that Lambda publishes for calls: each call counts for the function, and for every alias of the version that ran.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 *
 * @param aliasesOf names of the aliases of a function's version
 */
export function lambdaPoints(
  invocations: readonly Invocation[],
  aliasesOf: (functionName: string, version: string) => readonly string[],
): readonly MetricPoint[] {
  return invocations.flatMap(({ functionName, version, at, durationMs, failed }) => {
    const values: Readonly<Record<string, number>> = {
      Invocations: 1,
      Errors: failed ? 1 : 0,
      Duration: durationMs,
      // A call that ran was not throttled, so it adds a zero.
      Throttles: 0,
    };
    return dimensionsOf(functionName, aliasesOf(functionName, version)).flatMap((dimensions) =>
      Object.entries(values).map(([name, value]) => ({ namespace, name, dimensions, at, value })),
    );
  });
}

/** Calls that Lambda throttled. They ran no version, so they count for every alias, since all callers of this program use one. */
export function throttlePoints(
  functionName: string,
  aliases: readonly string[],
  refused: readonly { readonly at: number; readonly count: number }[],
): readonly MetricPoint[] {
  return refused.flatMap(({ at, count }) =>
    dimensionsOf(functionName, aliases).map((dimensions) => ({
      namespace,
      name: "Throttles",
      dimensions,
      at,
      value: count,
    })),
  );
}

function dimensionsOf(functionName: string, aliases: readonly string[]): Readonly<Record<string, string>>[] {
  return [
    { FunctionName: functionName },
    ...aliases.map((alias) => ({ FunctionName: functionName, Resource: `${functionName}:${alias}` })),
  ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embedded = z.looseObject({
  _aws: z.looseObject({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.looseObject({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.looseObject({ Name: z.string() })),
      }),
    ),
  }),
});

const values = z.union([z.number().transform((value) => [value]), z.array(z.number())]);

/** The metrics in one log line of a function; none in a line that is not in the embedded metric format. */
export function embeddedPoints(text: string): readonly MetricPoint[] {
  if (!text.startsWith("{") || !text.includes('"_aws"')) return [];
  const line = embedded.safeParse(parsed(text));
  if (!line.success) return [];
  const { _aws: about } = line.data;
  const textOf = (field: string) => String(line.data[field] ?? "");
  return about.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((set) => {
      const dimensions = Object.fromEntries(set.map((name) => [name, textOf(name)]));
      return Metrics.flatMap(({ Name }) => {
        const found = values.safeParse(line.data[Name]);
        const measured = found.success ? found.data : [];
        return measured.map((value) => ({ namespace: Namespace, name: Name, dimensions, at: about.Timestamp, value }));
      });
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
