import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { ordersSource } from "../../../functions/contracts/bus";
import { letIn } from "../../service/let-in";
import type { Traffic } from "../traffic";

/**
 * Somebody on the shop's bus who writes down the order events; this release of the program has no consumer there yet.
 */
export interface BusObserver {
  readonly queueUrl: string;
  /** Removes it. */
  remove(): Promise<void>;
}

const name = "local-run-bus-observer";

/** Puts a rule and a queue of the local run on the bus. They are no part of the program. */
export async function observeBus({ aws, outputs }: Traffic): Promise<BusObserver> {
  const { busName } = outputs.shipments;
  const { QueueUrl = "" } = await aws.sqs.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes: { QueueArn = "" } = {} } = await aws.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }),
  );
  const pattern = JSON.stringify({ source: [ordersSource] });
  const { RuleArn = "" } = await aws.events.send(
    new PutRuleCommand({ Name: name, EventBusName: busName, EventPattern: pattern, State: "ENABLED" }),
  );
  await letIn(aws.sqs, { queueUrl: QueueUrl, queueArn: QueueArn, service: "events.amazonaws.com", sourceArn: RuleArn });
  await aws.events.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: busName,
      Targets: [{ Id: "observer", Arn: QueueArn }],
    }),
  );
  return {
    queueUrl: QueueUrl,
    async remove() {
      await aws.events.send(new RemoveTargetsCommand({ Rule: name, EventBusName: busName, Ids: ["observer"] }));
      await aws.events.send(new DeleteRuleCommand({ Name: name, EventBusName: busName }));
      await aws.sqs.send(new DeleteQueueCommand({ QueueUrl }));
    },
  };
}
