import * as z from "zod";
import { type MetricDefinition, metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { stalledAlarmsIn } from "../../metrics/stalled";
import { watchedIn } from "../../metrics/watched";
import { environmentOf, functionsOf } from "../../wiring/functions";

const watchedMetric = z.strictObject({
  metric: z.string().min(1),
  service: z.string().min(1),
  /** Dimensions beyond environment and service. */
  extra: z.record(z.string(), z.string()).default({}),
});

const counted = z.strictObject({ metric: z.string().min(1), service: z.string().min(1) });

/** What must come out within minutes of what goes in. */
const flow = z.strictObject({ input: counted, output: counted });

const ofService = (metric: { readonly name: string }, ...services: readonly string[]) =>
  services.map((service) => ({ metric: metric.name, service, extra: {} }));

const flowOf = (input: MetricDefinition, output: MetricDefinition) => ({
  input: { metric: input.name, service: input.service },
  output: { metric: output.name, service: output.service },
});

export const businessMetricHasAlarm = stackRule({
  name: "business-metric-has-alarm",
  concern: "observability",
  description:
    "What only the functions themselves can tell has an alarm too: notifications and orders that failed, e-mails of unknown fate, messages that are tried again or given up, pipelines that stand still.",
  rationale:
    "A function that handles a failure well does not fail itself, so that no alarm of AWS's metrics ever tells of it.",
  remediation:
    "Declare an alarm on the metric in the namespace of the catalog, with environment and service as dimensions.",
  controls: ["observability.function-alarms", "observability.dimensions"],
  severity: "high",
  parameters: {
    watched: z
      .array(watchedMetric)
      .default([
        { metric: metrics.notificationsFailed.name, service: "notifications", extra: {} },
        { metric: metrics.orderFailures.name, service: "orders", extra: { kind: "internal" } },
        { metric: metrics.emailsUncertain.name, service: "confirmations", extra: {} },
        ...ofService(metrics.retriesScheduled, "orders", "confirmations", "shipments"),
        ...ofService(metrics.messagesDeadLettered, "confirmations", "shipments"),
      ])
      .describe("Metrics that must have an alarm in a stack that has functions of their service (N7, O9, E4)."),
    flows: z
      .array(flow)
      .default([
        flowOf(metrics.ordersPlaced, metrics.emailsSent),
        flowOf(metrics.ordersPlaced, metrics.auditEntriesWritten),
        flowOf(metrics.notificationsFailed, metrics.notificationsDelivered),
      ])
      .describe(
        "Pairs of metrics: an alarm must tell when the first counts and the second does not, within six minutes, in a stack that has functions of both services.",
      ),
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
        report(lambda, "environment.variables.SERVICE", service, wanted);
      }
    });
    const stalled = stalledAlarmsIn(stack);
    const services = new Map<string, Resource>();
    await each(functionsOf(stack), (lambda) => {
      const variables = environmentOf(lambda);
      services.set(JSON.stringify([variables.get("ENVIRONMENT"), variables.get("SERVICE")]), lambda);
    });
    const environments = new Set([...services.keys()].map((key): unknown => JSON.parse(key)[0]));
    for (const environment of environments) {
      if (typeof environment !== "string") continue;
      for (const { input, output } of parameters.flows) {
        const writer = services.get(JSON.stringify([environment, input.service]));
        const reader = services.get(JSON.stringify([environment, output.service]));
        if (writer === undefined || reader === undefined) continue;
        const of = ({ metric, service }: typeof input) => ({ name: metric, dimensions: { environment, service } });
        await each([reader], () => {
          if (stalled.raisedBy(of(input), of(output))) return;
          const wanted = `an alarm on ${input.metric} of ${input.service} without ${output.metric} of ${output.service}, in two periods of three minutes`;
          report(reader, "environment.variables.SERVICE", output.service, wanted);
        });
      }
    }
  },
});
