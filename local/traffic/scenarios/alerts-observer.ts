import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { Traffic } from "../traffic";

/** A subscriber of the alerts topic, in place of operators, who get email that the emulator does not send. */
export interface AlertsObserver {
  readonly queueUrl: string;
  /** Removes it. */
  remove(): Promise<void>;
}

/** Subscribes a queue of the local run. It is no part of the program. */
export async function observeAlerts({ aws, outputs }: Traffic): Promise<AlertsObserver> {
  const { alertsTopicArn: TopicArn } = outputs.monitoring;
  const { QueueUrl = "" } = await aws.sqs.send(new CreateQueueCommand({ QueueName: "local-run-alerts-observer" }));
  const { Attributes } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  const Endpoint = Attributes?.QueueArn;
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: Endpoint,
        Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
      },
    ],
  });
  await aws.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const { SubscriptionArn } = await aws.sns.send(
    new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes: { RawMessageDelivery: "true" } }),
  );
  return {
    queueUrl: QueueUrl,
    async remove() {
      await aws.sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      await aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
