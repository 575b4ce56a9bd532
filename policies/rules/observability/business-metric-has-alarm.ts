import * as z from "zod";
import { metricNamespace, metrics } from "../../../functions/shared/metric-catalog";
import { stackRule } from "../../engine/define";
import { watchedIn } from "../../metrics/watched";
import { environmentOf, functionsOf } from "../../wiring/functions";

const watchedMetric = z.strictObject({
  metric: z.string().min(1),
  service: z.string().min(1),
  /** Dimensions beyond environment and service. */
  extra: z.record(z.string(), z.string()).default({}),
});

export const businessMetricHasAlarm = stackRule({
  name: "business-metric-has-alarm",
  concern: "observability",
  title:
    "What only the functions themselves can tell has an alarm too: notifications that failed, orders that failed for our reasons, e-mails of unknown fate.",
  why: "A function that handles a failure well does not fail itself, so that no alarm of AWS's metrics ever tells of it.",
  mend: "Declare an alarm on the metric in the namespace of the catalog, with environment and service as dimensions.",
  controls: ["observability.function-alarms", "observability.dimensions"],
  severity: "high",
  parameters: {
    watched: z
      .array(watchedMetric)
      .default([
        { metric: metrics.notificationsFailed.name, service: "notifications", extra: {} },
        { metric: metrics.orderFailures.name, service: "orders", extra: { kind: "internal" } },
        { metric: metrics.emailsUncertain.name, service: "confirmations", extra: {} },
      ])
      .describe("Metrics that must have an alarm in a stack that has functions of their service (N7, O9, E4)."),
  },
  async check(stack, { parameters, each, report }) {
    const alarms = watchedIn(stack);
    const reported = new Set<string>();
    await each(functionsOf(stack), (lambda) => {
      const variables = environmentOf(lambda);
      const environment = variables.get("ENVIRONMENT") ?? "";
      for (const { metric, service, extra } of parameters.watched) {
        const key = `${environment} ${metric}`;
        if (variables.get("SERVICE") !== service || reported.has(key)) continue;
        const dimensions = { environment, service, ...extra };
        if (alarms.byCustom(metric, dimensions).length > 0) continue;
        reported.add(key);
        const wanted = `an alarm on ${metricNamespace} ${metric} with ${JSON.stringify(dimensions)}`;
        report({ subject: lambda, property: "environment.variables.SERVICE", found: service, wanted });
      }
    });
  },
});
