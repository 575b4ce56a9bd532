import * as pulumi from "@pulumi/pulumi";
import { ALIAS } from "../functions";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { droppedEventsAlarm, undeliveredMessagesAlarm } from "./alarms/lost";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { LambdaFunction } from "./function";
import type { SharedArgs } from "./shared-args";
import type { Topic } from "./topic";

export interface TopicToFunctionArgs extends SharedArgs {
  readonly topic: Topic;
  readonly fn: LambdaFunction;
  /** For messages that SNS could not deliver because Lambda rejected them. Must name the topic among its producers. */
  readonly deliveryDeadLetterQueue: DeadLetterQueue;
  /** For events whose last retry failed. The function's role must be allowed to send to it. */
  readonly deadLetterQueue: DeadLetterQueue;
}

/** AWS's maximum. Lambda waits one minute before the first retry and two before the second. */
const RETRIES = 2;

/** As long as Lambda keeps an event, six hours, so that throttled calls are delayed, not lost. */
const MAX_AGE_SECONDS = 21_600;

/**
 * Calls a function, through its alias, for each message of a topic. There are two dead-letter queues, because SNS is done when Lambda has
 * queued the message: `deliveryDeadLetterQueue` is SNS's; `deadLetterQueue` is Lambda's, with the whole event and the last error.
 */
export function topicToFunction(
  name: LogicalName,
  { topic, fn, deliveryDeadLetterQueue, deadLetterQueue, ...sharedArgs }: TopicToFunctionArgs,
  parent: pulumi.Resource,
): void {
  const { stack } = sharedArgs;
  undeliveredMessagesAlarm(name, sharedArgs, topic.name, parent);
  droppedEventsAlarm(fn.logicalName, sharedArgs, fn.name, parent);
  const permission = new aws.lambda.Permission(
    `${name}-permission`,
    {
      action: "lambda:InvokeFunction",
      function: fn.functionName,
      qualifier: ALIAS,
      principal: "sns.amazonaws.com",
      sourceArn: topic.arn,
      sourceAccount: stack.accountId,
    },
    { parent },
  );
  const retries = new aws.lambda.FunctionEventInvokeConfig(
    `${name}-retries`,
    {
      functionName: fn.functionName,
      qualifier: ALIAS,
      maximumRetryAttempts: RETRIES,
      maximumEventAgeInSeconds: MAX_AGE_SECONDS,
      destinationConfig: { onFailure: { destination: deadLetterQueue.arn } },
    },
    // Lambda rejects a destination that the role may not send to.
    { parent, dependsOn: [...fn.policies] },
  );
  new aws.sns.TopicSubscription(
    name,
    {
      topic: topic.arn,
      protocol: "lambda",
      endpoint: fn.aliasArn,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deliveryDeadLetterQueue.arn }),
    },
    // Messages that arrive before these exist would be rejected, or fail without a dead letter.
    { parent, dependsOn: [permission, retries, deliveryDeadLetterQueue.policy] },
  );
}
