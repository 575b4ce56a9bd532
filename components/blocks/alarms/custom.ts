import type * as pulumi from "@pulumi/pulumi";
import { type MetricDefinition, metricNamespace } from "../../../functions/shared/metric-catalog";
import type { Stem } from "../../naming";
import { type MetricAlarmArgs, metricAlarm } from "../alarm";
import type { Foundation } from "../foundation";

export interface CustomAlarmArgs extends Pick<MetricAlarmArgs, "summary" | "runbook" | "threshold" | "periods"> {
  /** The metric as the functions write it. */
  readonly metric: MetricDefinition;
  /** Pipeline whose functions write it. */
  readonly service: string;
  /** Value of the metric's own dimension. @default none, for metrics with the common dimensions only */
  readonly extra?: Readonly<Record<string, string>>;
}

/** Raised when the sum of one of our own metrics reaches a threshold in five minutes. */
export function customAlarm(name: Stem, foundation: Foundation, args: CustomAlarmArgs, parent: pulumi.Resource) {
  const dimensions: Record<string, string> = {
    environment: foundation.stack.config.environmentSuffix,
    service: args.service,
    ...args.extra,
  };
  // CloudWatch finds a metric only by its whole dimension set: any other set is another metric, without data for ever.
  const declared = [...args.metric.dimensions].sort().join(", ");
  const used = Object.keys(dimensions).sort().join(", ");
  if (declared !== used)
    throw new Error(`the alarm ${name} uses the dimensions ${used}, ${args.metric.name} has ${declared}`);
  return metricAlarm(
    name,
    foundation,
    {
      summary: args.summary,
      runbook: args.runbook,
      metric: {
        namespace: metricNamespace,
        name: args.metric.name,
        dimensions,
        statistic: "Sum",
        periodSeconds: 300,
      },
      comparison: ">=",
      threshold: args.threshold,
      periods: args.periods,
      missingData: "notBreaching",
    },
    parent,
  );
}
