import {
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
} from "@aws-sdk/client-lambda";
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import type { Traffic } from "../traffic";
import { type Check, verdict } from "./check";
import { endsIn, subscriptionPath } from "./dead-letter-paths";
import { onDemandWith } from "./declared";

/** Variables of the processor. */
export async function environmentOf({ aws, outputs }: Traffic): Promise<Readonly<Record<string, string>>> {
  const { Environment } = await aws.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: outputs.notifications.functionName }),
  );
  return Environment?.Variables ?? {};
}

/** What is wrong with the two ways that lead from the processor's topic to dead letters. */
export async function declaredPaths({ aws, outputs }: Traffic): Promise<string[]> {
  const { topicArn, functionName, deliveryDeadLetterQueueUrl, failureQueueUrl, notificationEmail } =
    outputs.notifications;
  const wrong: string[] = [];
  const { Subscriptions = [] } = await aws.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  const call = Subscriptions.find(({ Protocol }) => Protocol === "lambda");
  if (call?.Endpoint?.endsWith(`:${functionName}:live`) !== true)
    wrong.push(`the topic calls ${call?.Endpoint ?? "nobody"}`);
  if (!Subscriptions.some(({ Protocol, Endpoint }) => Protocol === "email" && Endpoint === notificationEmail))
    wrong.push("nobody gets the topic's emails");
  const { Attributes = {} } = await aws.sns.send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: call?.SubscriptionArn }),
  );
  if (Attributes.RedrivePolicy?.includes(nameOf(deliveryDeadLetterQueueUrl)) !== true)
    wrong.push("what SNS cannot hand over leads nowhere");
  const of = { FunctionName: functionName, Qualifier: "live" };
  const { DestinationConfig } = await aws.lambda.send(new GetFunctionEventInvokeConfigCommand(of));
  if (DestinationConfig?.OnFailure?.Destination?.endsWith(`:${nameOf(failureQueueUrl)}`) !== true)
    wrong.push("what the processor fails at leads nowhere");
  const { Policy = "" } = await aws.lambda.send(new GetPolicyCommand(of));
  if (!Policy.includes(topicArn)) wrong.push("the processor may be called by others than its topic");
  return wrong;
}

function nameOf(queueUrl: string): string {
  return queueUrl.split("/").at(-1) ?? "";
}

/** The table, and dead letters of both kinds: of the topic's call, and of what the processor fails at. */
export const notificationsDeclared: Check = {
  pipeline: "notifications",
  ids: ["N3", "X7", "X8"],
  async look({ traffic }) {
    const { tableName, topicArn, functionName, deliveryDeadLetterQueueUrl, failureQueueUrl } =
      traffic.outputs.notifications;
    const { DestinationConfig } = await traffic.aws.lambda.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: functionName, Qualifier: "live" }),
    );
    const destination = DestinationConfig?.OnFailure?.Destination;
    const wrong = [
      ...(await onDemandWith(traffic, tableName, "StatusIndex")),
      ...(await subscriptionPath(traffic, "lambda", topicArn, deliveryDeadLetterQueueUrl)),
      ...(await endsIn(traffic, destination, failureQueueUrl, `what ${functionName} fails at`)),
    ];
    return verdict(
      wrong,
      "the table is on demand, with index and stream; the topic's call and the processor's failures have encrypted dead letters kept for 14 days",
    );
  },
};
