// Cost of a message in topics and queues.
import { keyRequestsPerEvent } from "./load";
import { type Origin, type Reason, type Step, type StepContext, step } from "./step";

/** Seconds for which SNS reuses a data key: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const topicKeySeconds = 300;

/** One message published to a topic. */
export function publishSteps(context: StepContext, topic: string, reason: Reason): Step[] {
  const { kmsMasterKeyId } = context.graph.topic(topic);
  return [
    step(`publish to ${topic}`, "topicPublish", 1, { ...reason, uses: { resource: topic } }),
    // Two requests per data key, for the only publisher.
    ...(kmsMasterKeyId === undefined ? [] : [keyStep(context, topic, 2, topicKeySeconds)]),
  ];
}

/** Emails that SNS sends to the subscribers of a topic. */
export function topicEmailSteps({ graph }: StepContext, topic: string, origin: Origin): Step[] {
  const emails = graph.subscriptions(topic, "email");
  if (emails === 0) return [];
  const why = "SNS emails each message to each address that is subscribed";
  return [step(`emails of ${topic}`, "topicEmail", emails, { why, origin, uses: { resource: topic } })];
}

/**
 * One message through a queue to its function: sent by one call, received in batches.
 *
 * @param sharedBy records per batch
 */
export function queueSteps(context: StepContext, queue: string, sharedBy: number, reason: Reason): Step[] {
  const { kmsMasterKeyId, kmsDataKeyReusePeriodSeconds } = context.graph.queue(queue);
  return [
    step(`send to ${queue}`, "queueRequest", 1, { ...reason, uses: { resource: queue } }),
    step(`receive from ${queue}`, "queueRequest", 1 / sharedBy, {
      why: "Lambda receives a batch by one call",
      origin: reason.origin,
    }),
    step(`delete from ${queue}`, "queueRequest", 1 / sharedBy, {
      why: "Lambda deletes a batch by one call",
      origin: reason.origin,
    }),
    // Two requests per data key for the only sender, one for the only receiver.
    ...(kmsMasterKeyId === undefined ? [] : [keyStep(context, queue, 3, kmsDataKeyReusePeriodSeconds)]),
  ];
}

function keyStep({ load }: StepContext, name: string, requests: number, seconds: number): Step {
  return step(`key of ${name}`, "keyRequest", keyRequestsPerEvent(load.perSecond, requests, seconds), {
    why: `encrypted with the stack's key: ${requests} requests for each data key, which serves ${seconds} s`,
    origin: "X3",
  });
}
