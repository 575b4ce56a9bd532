import type { Declared } from "../../support/pulumi";
import { ofType, text } from "../../support/pulumi-queries";

/** The ARN that AWS gives a queue of this name. */
export function arnOf(queue: Declared): string {
  return `arn:aws:sqs:eu-south-2:111122223333:${queue.inputs.name}`;
}

/** What makes Lambda read queues, or streams of tables. */
export function mappingsOf(resources: readonly Declared[], service: "sqs" | "dynamodb"): Declared[] {
  return ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping").filter((mapping) =>
    text(mapping, "eventSourceArn").includes(`:${service}:`),
  );
}
