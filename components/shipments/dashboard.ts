import type * as pulumi from "@pulumi/pulumi";
import { metrics } from "../../functions/contracts/metric-catalog";
import { type RuleTarget, ruleMetric } from "../blocks/alarms/rule";
import { type DeclaredDashboard, dashboard, type MetricLine } from "../blocks/dashboard";
import type { LambdaFunction } from "../blocks/function";
import type { Table } from "../blocks/table";
import { customLines, lostEntriesGraph } from "../blocks/widgets/custom";
import { functionGraphs } from "../blocks/widgets/function";
import { deadLettersGraph, type QueueTarget, queueAgeGraph } from "../blocks/widgets/queue";
import { throttlesGraph } from "../blocks/widgets/table";
import type { Bus } from "../events/bus";
import type { StackContext } from "../stack";
import type { CarrierSubscription } from "./messaging";

const service = "shipments";

/** The parts of the pipeline that the dashboard shows. */
export interface ShipmentsParts {
  readonly eventBus: Bus;
  readonly subscription: CarrierSubscription;
  readonly table: Table;
  readonly processor: LambdaFunction;
}

/** Carriers' events from the bus to the table. */
export function shipmentsDashboard(
  stack: StackContext,
  pipeline: ShipmentsParts,
  parent: pulumi.Resource,
): DeclaredDashboard {
  const { eventBus, subscription, table, processor } = pipeline;
  const rule: RuleTarget = { eventBusName: eventBus.bus.name, ruleName: subscription.rule.name };
  return dashboard(
    "shipments-dashboard",
    {
      stack,
      widgets: [
        { kind: "totals", title: "Events of carriers in 24 hours", lines: eventTotals(stack) },
        {
          kind: "graph",
          title: "Bus: events for the processor",
          lines: [
            { metric: ruleMetric(rule, "MatchedEvents"), label: "Matched" },
            { metric: ruleMetric(rule, "Invocations"), label: "Handed over" },
            { metric: ruleMetric(rule, "FailedInvocations"), label: "Refused" },
            { metric: ruleMetric(rule, "InvocationsSentToDlq"), label: "Dead letters" },
            { metric: ruleMetric(rule, "InvocationsFailedToBeSentToDlq"), label: "Lost" },
            { metric: ruleMetric(rule, "RetryInvocationAttempts"), label: "Tried again" },
          ],
        },
        {
          kind: "graph",
          title: "Failures and repeated tries",
          lines: customLines(stack, {
            Notified: { metric: metrics.shipmentFailuresNotified, service },
            "Tries put off": { metric: metrics.retriesScheduled, service },
            "Given up": { metric: metrics.messagesDeadLettered, service },
          }),
        },
        queueAgeGraph([subscription.queue.target]),
        deadLettersGraph(shipmentDeadLetters(pipeline)),
        ...functionGraphs([processor.target]),
        throttlesGraph(table.targets),
        lostEntriesGraph(stack, service),
      ],
    },
    parent,
  );
}

/** Carriers' events, counted by outcome. */
export function eventTotals(stack: StackContext): MetricLine[] {
  return customLines(stack, {
    "Events recorded": { metric: metrics.shipmentEventsRecorded, service },
    "Of these late": { metric: metrics.shipmentEventsLate, service },
    "Events repeated": { metric: metrics.shipmentEventsRepeated, service },
    "Events failed": { metric: metrics.shipmentFailuresNotified, service },
  });
}

/** Dead-letter queues for failed events. */
export function shipmentDeadLetters({
  eventBus,
  subscription,
}: Pick<ShipmentsParts, "eventBus" | "subscription">): QueueTarget[] {
  return [subscription.queue.deadLettersTarget, subscription.deadLetterQueue.target, eventBus.deadLetterQueue.target];
}
