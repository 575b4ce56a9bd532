import * as z from "zod";
import type { PipelineName } from "../../../components/pipelines";
import { type MetricKey, metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import type { Check } from "./check";
import { verdict } from "./check";

/**
 * CloudWatch's embedded metric format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const emfSchema = z.looseObject({
  _aws: z.looseObject({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.looseObject({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.looseObject({ Name: z.string(), Unit: z.string().optional() })),
      }),
    ),
  }),
});

/** Metrics in the logs match those of the alarms, in every dimension. */
export function metricsCheck(pipeline: PipelineName, ids: readonly string[], keys: readonly MetricKey[]): Check {
  return {
    pipeline,
    ids,
    async look({ traffic, evidence }) {
      const seen = new Map<string, number>();
      const wrong: string[] = [];
      for (const { json, functionName } of await evidence.logs()) {
        const line = emfSchema.safeParse(json);
        if (!line.success) continue;
        for (const { Namespace, Dimensions, Metrics } of line.data._aws.CloudWatchMetrics) {
          for (const { Name } of Metrics) {
            const definition = Object.values(metrics).find(({ name }) => name === Name);
            if (definition === undefined || Namespace !== metricNamespace) continue;
            const declared = [...definition.dimensions].sort().join();
            const written = Dimensions.map((set) => [...set].sort().join());
            if (written.length !== 1 || written[0] !== declared) {
              wrong.push(`${Name} of ${functionName} has the dimensions ${written.join(" / ")} instead of ${declared}`);
            }
            const absent = definition.dimensions.filter((dimension) => typeof line.data[dimension] !== "string");
            if (absent.length > 0) wrong.push(`${Name} of ${functionName} gives no value for ${absent.join()}`);
            if (line.data.environment !== traffic.outputs.stack.environmentSuffix)
              wrong.push(`${Name} is of environment ${String(line.data.environment)}`);
            seen.set(Name, (seen.get(Name) ?? 0) + 1);
          }
        }
      }
      const missing = keys.map((key) => metrics[key].name).filter((name) => !seen.has(name));
      if (missing.length > 0) wrong.push(`never written: ${missing.join(", ")}`);
      return verdict(
        wrong,
        `${keys.length} metrics written in CloudWatch's embedded format with the very dimensions that alarms ask for`,
      );
    },
  };
}

export const orderMetrics = metricsCheck(
  "orders",
  ["O9"],
  [
    "ordersPlaced",
    "ordersReplayed",
    "orderStatusChanged",
    "orderValue",
    "orderFailures",
    "eventsPublished",
    "auditEntriesWritten",
  ],
);

export const emailMetrics: Check = {
  ...metricsCheck(
    "confirmations",
    ["E8"],
    ["emailsSent", "emailsSuppressed", "emailsDelivered", "emailsBounced", "emailsComplained", "retriesScheduled"],
  ),
  needsProxy: true,
};

export const shipmentMetrics = metricsCheck(
  "shipments",
  ["S5"],
  ["shipmentEventsRecorded", "shipmentEventsRepeated", "shipmentEventsLate", "shipmentFailuresNotified"],
);
