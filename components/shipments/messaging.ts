import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { carrierEvents, carrierSourcePrefix } from "../../functions/contracts/bus";
import { lostEventsAlarm, ruleFailuresAlarm, ruleRetriesAlarm } from "../blocks/alarms/rule";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import { Queue } from "../blocks/queue";
import type { SharedArgs } from "../blocks/shared-args";
import { redriveReceives, timeoutOf, visibilitySeconds } from "../config/times";
import { CARRIER_RULE } from "../events/bus";
import { physicalNameIn } from "../stack";

/** Carriers' events on their way from the bus into a queue, and where those go that cannot get in. */
export interface CarrierSubscription {
  readonly rule: aws.cloudwatch.EventRule;
  readonly queue: Queue;
  readonly deadLetterQueue: DeadLetterQueue;
}

/** Lets every carrier's news of a shipment, and nothing else, into the queue; tries for a day, then the target's dead letters. */
export function carrierSubscription(
  { stack, key, alertsTopicArn }: SharedArgs,
  bus: aws.cloudwatch.EventBus,
  parent: pulumi.Resource,
): CarrierSubscription {
  const sharedArgs = { stack, key, alertsTopicArn };
  const { config } = stack;
  const rule = new aws.cloudwatch.EventRule(
    CARRIER_RULE,
    {
      name: physicalNameIn(stack, "rule", CARRIER_RULE),
      description: "What carriers tell about shipments",
      eventBusName: bus.name,
      eventPattern: pulumi.jsonStringify({
        source: [{ prefix: carrierSourcePrefix }],
        "detail-type": [carrierEvents.statusChanged],
      }),
      tags: stack.tags,
    },
    { parent },
  );
  const producers = [{ service: "events.amazonaws.com", sourceArn: rule.arn }];
  const queue = new Queue(
    "shipments-queue",
    {
      ...sharedArgs,
      deadLettersName: "shipments-dead-letters",
      visibilityTimeoutSeconds: visibilitySeconds(
        timeoutOf(config, "shipments/processor"),
        config.queueBatchWindowSeconds,
      ),
      maxReceiveCount: redriveReceives(config),
      producers,
    },
    { parent },
  );
  const deadLetterQueue = new DeadLetterQueue(
    "shipments-target-dead-letters",
    { ...sharedArgs, producers },
    { parent },
  );
  new aws.cloudwatch.EventTarget(
    "shipments-carrier-events-queue",
    {
      targetId: "queue",
      rule: rule.name,
      eventBusName: bus.name,
      arn: queue.arn,
      retryPolicy: {
        maximumRetryAttempts: config.eventRetryAttempts,
        maximumEventAgeInSeconds: config.eventMaxAgeSeconds,
      },
      deadLetterConfig: { arn: deadLetterQueue.arn },
    },
    // Without the policies events would be refused between target and policy.
    { parent, dependsOn: [queue.policy, deadLetterQueue.policy] },
  );
  const watched = { eventBusName: bus.name, ruleName: rule.name };
  for (const alarm of [ruleFailuresAlarm, lostEventsAlarm, ruleRetriesAlarm])
    alarm(CARRIER_RULE, sharedArgs, watched, parent);
  return { rule, queue, deadLetterQueue };
}
