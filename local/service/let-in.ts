import { SetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Lets a service send to a queue of the local run, on behalf of one topic or rule. It replaces the queue's policy. */
export async function letIn(
  sqs: Pick<SQSClient, "send">,
  to: { readonly queueUrl: string; readonly queueArn: string; readonly service: string; readonly sourceArn: string },
): Promise<void> {
  const Policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Effect: "Allow", Principal: { Service: to.service }, Action: "sqs:SendMessage", Resource: to.queueArn },
        Condition: { ArnEquals: { "aws:SourceArn": to.sourceArn } },
      },
    ],
  });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: to.queueUrl, Attributes: { Policy } }));
}
