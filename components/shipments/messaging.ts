import type * as pulumi from "@pulumi/pulumi";
import { carrierEvents, carrierSourcePrefix } from "../../functions/contracts/bus";
import { type RuleToQueue, ruleToQueue } from "../blocks/rule-to-queue";
import type { SharedArgs } from "../blocks/shared-args";
import { CARRIER_RULE } from "../events/bus";
import type * as aws from "../pulumi-aws";

/** The rule for carriers' events with its queue. */
export type CarrierSubscription = RuleToQueue;

/** Sends every carrier's shipment events, and no others, to the queue. */
export function carrierSubscription(
  sharedArgs: SharedArgs,
  bus: aws.cloudwatch.EventBus,
  parent: pulumi.Resource,
): CarrierSubscription {
  return ruleToQueue(
    sharedArgs,
    {
      bus,
      ruleName: CARRIER_RULE,
      description: "Carriers' shipment events",
      pattern: { source: [{ prefix: carrierSourcePrefix }], "detail-type": [carrierEvents.statusChanged] },
      queueName: "shipments-queue",
      deadLettersName: "shipments-dead-letters",
      targetDeadLettersName: "shipments-target-dead-letters",
      consumer: "shipments/processor",
    },
    parent,
  );
}
