import type { MetricDefinition } from "../../../functions/contracts/metric-catalog";
import { metricNamespace } from "../../../functions/contracts/metric-catalog";
import type { PipelineName } from "../../pipelines";
import type { StackContext } from "../../stack";
import { type CustomMetric, customMetric } from "../alarms/custom";
import { lostEntries } from "../alarms/error-log";
import type { FormulaLine, GraphWidget, MetricLine } from "../dashboard";

/** The program's own metrics, by label. */
export type CustomLines = Readonly<Record<string, CustomMetric>>;

/** Lines of the program's own metrics. */
export function customLines(stack: StackContext, lines: CustomLines): MetricLine[] {
  return Object.entries(lines).map(([label, line]) => ({ metric: customMetric(stack, line), label }));
}

/**
 * One line for each value of a metric's own dimension, whichever values occur. Not for alarms, which accept no searches.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function customSearch(stack: StackContext, metric: MetricDefinition, service: PipelineName): FormulaLine {
  const schema = [metricNamespace, ...metric.dimensions].join(",");
  const terms = `MetricName="${metric.name}" environment="${stack.config.environmentSuffix}" service="${service}"`;
  return { expression: `SEARCH('{${schema}} ${terms}', 'Sum', 300)`, label: "" };
}

/** Entries that functions of a pipeline could not write to the error log. */
export function lostEntriesGraph(stack: StackContext, service: PipelineName): GraphWidget {
  return {
    kind: "graph",
    title: "Error log: entries that could not be written",
    lines: customLines(stack, { Entries: lostEntries(service) }),
  };
}
