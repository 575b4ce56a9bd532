// What a message costs on its way through topics and queues.
import { keyRequestsPerEvent } from "./load";
import { type Origin, type Reason, type Step, type StepContext, step } from "./step";

/** SNS uses a data key for five minutes: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
const topicKeySeconds = 300;

/** One message published to a topic. */
export function publishSteps(context: StepContext, topic: string, reason: Reason): Step[] {
  const { kmsMasterKeyId } = context.graph.topic(topic);
  return [
    step(`publish to ${topic}`, "topicPublish", 1, reason),
    // Two requests for each data key of the one publisher.
    ...(kmsMasterKeyId === undefined ? [] : [keyStep(context, topic, 2, topicKeySeconds)]),
  ];
}

/** Emails that SNS sends to the subscribers of a topic. */
export function topicEmailSteps({ graph }: StepContext, topic: string, origin: Origin): Step[] {
  const emails = graph.subscriptions(topic, "email");
  if (emails === 0) return [];
  const why = "SNS emails each message to each address that is subscribed";
  return [step(`emails of ${topic}`, "topicEmail", emails, { why, origin })];
}

/**
 * One message through a queue to its function: in by one call, out by batches.
 *
 * @param sharedBy records of one batch
 */
export function queueSteps(context: StepContext, queue: string, sharedBy: number, reason: Reason): Step[] {
  const { kmsMasterKeyId, kmsDataKeyReusePeriodSeconds } = context.graph.queue(queue);
  return [
    step(`send to ${queue}`, "queueRequest", 1, reason),
    step(`receive from ${queue}`, "queueRequest", 1 / sharedBy, {
      why: "Lambda receives a batch by one call",
      origin: reason.origin,
    }),
    step(`delete from ${queue}`, "queueRequest", 1 / sharedBy, {
      why: "Lambda deletes a batch by one call",
      origin: reason.origin,
    }),
    // Two requests for each data key of the one sender, one of the one receiver.
    ...(kmsMasterKeyId === undefined ? [] : [keyStep(context, queue, 3, kmsDataKeyReusePeriodSeconds)]),
  ];
}

function keyStep({ load }: StepContext, name: string, requests: number, seconds: number): Step {
  return step(`key of ${name}`, "keyRequest", keyRequestsPerEvent(load.perSecond, requests, seconds), {
    why: `encrypted with the stack's key: ${requests} requests for each data key, which serves ${seconds} s`,
    origin: "X3",
  });
}
