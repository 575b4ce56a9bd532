import * as pulumi from "@pulumi/pulumi";
import { redriveReceives, timeoutOf, visibilitySeconds } from "../config/times";
import type { FunctionEntry } from "../functions";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn } from "../stack";
import { lostEventsAlarm, ruleFailuresAlarm, ruleRetriesAlarm } from "./alarms/rule";
import { DeadLetterQueue } from "./dead-letter-queue";
import { Queue } from "./queue";
import type { SharedArgs } from "./shared-args";

export interface RuleToQueueArgs {
  readonly bus: aws.cloudwatch.EventBus;
  /** Logical name of the rule. */
  readonly ruleName: LogicalName;
  /** One sentence, shown in the console. */
  readonly description: string;
  /** EventBridge event pattern of the rule. */
  readonly pattern: Readonly<Record<string, unknown>>;
  readonly queueName: LogicalName;
  readonly deadLettersName: LogicalName;
  /** Logical name of the dead-letter queue for events that the rule cannot send to the queue. */
  readonly targetDeadLettersName: LogicalName;
  /** The function that reads the queue; its timeout decides the visibility timeout. */
  readonly consumer: FunctionEntry;
}

/** A bus's rule with the queue that it feeds, and the dead-letter queue of its target. */
export interface RuleToQueue {
  readonly rule: aws.cloudwatch.EventRule;
  readonly queue: Queue;
  /** For events that the rule could not send to the queue. */
  readonly deadLetterQueue: DeadLetterQueue;
}

/**
 * Sends events that match a pattern, and no others, to a queue. Retries as long as the settings say, then uses the target's dead-letter
 * queue.
 */
export function ruleToQueue(
  { stack, key, alertsTopicArn }: SharedArgs,
  args: RuleToQueueArgs,
  parent: pulumi.Resource,
): RuleToQueue {
  const sharedArgs = { stack, key, alertsTopicArn };
  const { config } = stack;
  const { bus, ruleName } = args;
  const rule = new aws.cloudwatch.EventRule(
    ruleName,
    {
      name: physicalNameIn(stack, "rule", ruleName),
      description: args.description,
      eventBusName: bus.name,
      eventPattern: pulumi.jsonStringify(args.pattern),
      tags: stack.tags,
    },
    { parent },
  );
  const producers = [{ service: "events.amazonaws.com", sourceArn: rule.arn }];
  const queue = new Queue(
    args.queueName,
    {
      ...sharedArgs,
      deadLettersName: args.deadLettersName,
      visibilityTimeoutSeconds: visibilitySeconds(timeoutOf(config, args.consumer), config.queueBatchWindowSeconds),
      maxReceiveCount: redriveReceives(config),
      producers,
    },
    { parent },
  );
  const targetDeadLetterQueue = new DeadLetterQueue(
    args.targetDeadLettersName,
    { ...sharedArgs, producers },
    { parent },
  );
  new aws.cloudwatch.EventTarget(
    `${ruleName}-queue`,
    {
      targetId: "queue",
      rule: rule.name,
      eventBusName: bus.name,
      arn: queue.arn,
      retryPolicy: {
        maximumRetryAttempts: config.eventRetryAttempts,
        maximumEventAgeInSeconds: config.eventMaxAgeSeconds,
      },
      deadLetterConfig: { arn: targetDeadLetterQueue.arn },
    },
    // Without the queues' policies, events between the creation of target and policy would be rejected.
    { parent, dependsOn: [queue.policy, targetDeadLetterQueue.policy] },
  );
  const watched = { eventBusName: bus.name, ruleName: rule.name };
  for (const alarm of [ruleFailuresAlarm, lostEventsAlarm, ruleRetriesAlarm])
    alarm(ruleName, sharedArgs, watched, parent);
  return { rule, queue, deadLetterQueue: targetDeadLetterQueue };
}
