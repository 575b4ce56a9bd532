// The entrances of the shop for messages from outside.
import type { StackOutputs } from "../run/outputs";
import { publishToTopic, putEvents, sendToQueue } from "../traffic/send";
import type { Entrance, SendMessages } from "./entrance";
import { confirmations } from "./kinds/confirmations";
import { feedback } from "./kinds/feedback";
import { notifications } from "./kinds/notifications";
import { inEnvelope, shipments } from "./kinds/shipments";
import type { EntranceName } from "./names";

const toTopic =
  (arn: (outputs: StackOutputs) => string): SendMessages =>
  ({ aws, outputs }, messages) =>
    publishToTopic(aws.sns, arn(outputs), messages);
const toQueue =
  (url: (outputs: StackOutputs) => string): SendMessages =>
  ({ aws, outputs }, messages) =>
    sendToQueue(aws.sqs, url(outputs), messages);

export const entrances: Readonly<Record<EntranceName, Entrance>> = {
  "confirmations-topic": confirmations(toTopic(({ confirmations }) => confirmations.topicArn)),
  "confirmations-queue": confirmations(toQueue(({ confirmations }) => confirmations.queueUrl)),
  "feedback-topic": feedback(toTopic(({ confirmations }) => confirmations.feedbackTopicArn)),
  "feedback-queue": feedback(toQueue(({ confirmations }) => confirmations.feedbackQueueUrl)),
  "shipments-bus": shipments(false, ({ aws, outputs }, entries) =>
    putEvents(aws.events, outputs.shipments.busName, entries, 1),
  ),
  "shipments-queue": shipments(true, ({ aws, outputs, stack }, entries) =>
    sendToQueue(
      aws.sqs,
      outputs.shipments.queueUrl,
      entries.map((entry) => inEnvelope(entry, stack.target)),
    ),
  ),
  "notifications-topic": notifications(),
};
