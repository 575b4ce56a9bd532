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
import type { CarrierFeed } from "./feed";

const service = "shipments";

/** What the dashboard shows. */
export interface ShipmentsParts {
  readonly shop: Bus;
  readonly feed: CarrierFeed;
  readonly table: Table;
  readonly processor: LambdaFunction;
}

/** Carriers' events from the bus to the table. */
export function shipmentsDashboard(
  stack: StackContext,
  pipeline: ShipmentsParts,
  parent: pulumi.Resource,
): DeclaredDashboard {
  const { shop, feed, table, processor } = pipeline;
  const rule: RuleTarget = { eventBusName: shop.bus.name, ruleName: feed.rule.name };
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
            "Told to people": { metric: metrics.shipmentFailuresNotified, service },
            "Tries put off": { metric: metrics.retriesScheduled, service },
            "Given up": { metric: metrics.messagesDeadLettered, service },
          }),
        },
        queueAgeGraph([feed.queue.target]),
        deadLettersGraph(shipmentDeadLetters(pipeline)),
        ...functionGraphs([processor.target]),
        throttlesGraph(table.targets),
        lostEntriesGraph(stack, service),
      ],
    },
    parent,
  );
}

/** What became of carriers' events. */
export function eventTotals(stack: StackContext): MetricLine[] {
  return customLines(stack, {
    "Events recorded": { metric: metrics.shipmentEventsRecorded, service },
    "Of these late": { metric: metrics.shipmentEventsLate, service },
    "Events repeated": { metric: metrics.shipmentEventsRepeated, service },
    "Events failed": { metric: metrics.shipmentFailuresNotified, service },
  });
}

/** Where failed events end. */
export function shipmentDeadLetters({ shop, feed }: Pick<ShipmentsParts, "shop" | "feed">): QueueTarget[] {
  return [feed.queue.deadLettersTarget, feed.failures.target, shop.failures.target];
}
