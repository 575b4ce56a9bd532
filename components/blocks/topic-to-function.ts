import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ALIAS } from "../functions";
import type { LogicalName } from "../naming";
import { droppedEventsAlarm, undeliveredMessagesAlarm } from "./alarms/lost";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { LambdaFunction } from "./function";
import type { SharedArgs } from "./shared-args";
import type { Topic } from "./topic";

export interface TopicToFunctionArgs extends SharedArgs {
  readonly topic: Topic;
  readonly fn: LambdaFunction;
  /** Notifications that SNS could not deliver, because Lambda refused them. Must name the topic among its producers. */
  readonly deliveryDeadLetterQueue: DeadLetterQueue;
  /** What the function failed at to the end. The function's role must be allowed to send there. */
  readonly deadLetterQueue: DeadLetterQueue;
}

/** What AWS allows at most. It waits one minute before the second try and two before the third. */
const RETRIES = 2;

/** As long as AWS keeps an event, six hours: throttled calls are put off, not lost. */
const MAX_AGE_SECONDS = 21_600;

/**
 * Calls a function, through its alias, for each message of a topic. Two ways lead to dead letters, for SNS hands a message over to
 * Lambda's own queue and is done: `undelivered` is SNS's, `failures` is Lambda's, with the whole event and the last error.
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
    // AWS refuses a destination that the role may not send to.
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
    // Messages that come before these would be refused, or fail without a trace.
    { parent, dependsOn: [permission, retries, deliveryDeadLetterQueue.policy] },
  );
}
