import type * as pulumi from "@pulumi/pulumi";
import { type MetricDefinition, metricNamespace } from "../../../functions/contracts/metric-catalog";
import type { LogicalName } from "../../naming";
import type { StackContext } from "../../stack";
import { type Metric, type MetricAlarmArgs, metricAlarm } from "../alarm";
import type { SharedArgs } from "../shared-args";

/** One of the program's own metrics. */
export interface CustomMetric {
  /** The metric as the functions write it. */
  readonly metric: MetricDefinition;
  /** Pipeline whose functions write the metric. */
  readonly service: string;
  /** Value of the metric's own dimension. @default none, for metrics with the common dimensions only */
  readonly extra?: Readonly<Record<string, string>>;
  /** @default "Sum" */
  readonly statistic?: Metric["statistic"];
}

export interface CustomAlarmArgs
  extends CustomMetric,
    Pick<MetricAlarmArgs, "summary" | "runbook" | "threshold" | "periods"> {
  /** @default ">=" */
  readonly comparison?: MetricAlarmArgs["comparison"];
}

/**
 * One of the program's own metrics in this stack.
 *
 * @param periodSeconds @default 300
 * @throws {Error} the dimensions differ from those that the functions write
 */
export function customMetric(
  stack: StackContext,
  { metric, service, extra, statistic }: CustomMetric,
  periodSeconds = 300,
): Metric {
  const dimensions: Record<string, string> = { environment: stack.config.environmentSuffix, service, ...extra };
  // CloudWatch finds a metric by its exact set of dimensions: any other set is a different metric, which never has data.
  const declared = [...metric.dimensions].sort().join(", ");
  const used = Object.keys(dimensions).sort().join(", ");
  if (declared !== used) throw new Error(`the dimensions ${used} are used of ${metric.name}, which has ${declared}`);
  return {
    namespace: metricNamespace,
    name: metric.name,
    dimensions,
    statistic: statistic ?? "Sum",
    periodSeconds,
  };
}

/** Raised when the sum of one of the program's own metrics reaches a threshold in five minutes. */
export function customAlarm(name: LogicalName, sharedArgs: SharedArgs, args: CustomAlarmArgs, parent: pulumi.Resource) {
  return metricAlarm(
    name,
    sharedArgs,
    {
      summary: args.summary,
      runbook: args.runbook,
      metric: customMetric(sharedArgs.stack, args),
      comparison: args.comparison ?? ">=",
      threshold: args.threshold,
      periods: args.periods,
      missingData: "notBreaching",
    },
    parent,
  );
}
