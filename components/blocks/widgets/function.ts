import { errorRateOf, type FunctionTarget, functionMetric } from "../alarms/function";
import type { GraphWidget, MetricLine } from "../dashboard";

/** A function's calls: how many, how many failed or were throttled, and the error rate. */
export function callsGraph(target: FunctionTarget): GraphWidget {
  return {
    kind: "graph",
    title: `${target.functionName}: calls`,
    lines: [
      { metric: functionMetric(target, "Invocations", "Sum"), id: "invocations", label: "Calls" },
      { metric: functionMetric(target, "Errors", "Sum"), id: "errors", label: "Failed" },
      { metric: functionMetric(target, "Throttles", "Sum"), label: "Refused" },
      { expression: errorRateOf("errors", "invocations"), label: "Failed, in percent" },
    ],
  };
}

/** A function's duration: average and maximum. */
export function durationGraph(target: FunctionTarget): GraphWidget {
  return {
    kind: "graph",
    title: `${target.functionName}: duration`,
    unit: "ms",
    lines: [
      { metric: functionMetric(target, "Duration", "Average"), label: "Average" },
      { metric: functionMetric(target, "Duration", "p99"), label: "99th percentile" },
    ],
  };
}

/** Both graphs of each function, side by side. */
export function functionGraphs(targets: readonly FunctionTarget[]): GraphWidget[] {
  return targets.flatMap((target) => [callsGraph(target), durationGraph(target)]);
}

/** Iterator age of functions that read streams. */
export function streamGraph(readers: readonly FunctionTarget[]): GraphWidget {
  return {
    kind: "graph",
    title: "Streams: how far their readers are behind",
    unit: "ms",
    lines: readers.map(
      ({ functionName }): MetricLine => ({
        metric: functionMetric({ functionName }, "IteratorAge", "Maximum", 60),
        label: functionName,
      }),
    ),
  };
}
