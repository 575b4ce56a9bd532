import { anything } from "../../aws/event-pattern";
import { awsTypes } from "../../aws/resource-types";
import { carrierSourcePrefix } from "../../functions/contracts/bus";
import {
  type BusEvent,
  carrierBusEvents,
  orderBusEvents,
  streamRecords,
  type TopicMessage,
  topicMessages,
} from "../../functions/contracts/samples";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { type Fields, fields } from "./api-document";

/** A publisher outside the program that may put events on its bus. */
export interface ForeignPublisher {
  readonly source: string;
  readonly detailTypes: readonly string[];
}

/**
 * Events that can be on the shop's bus, one of each kind: the program's own, those of carriers, and those of other allowed publishers. A
 * carrier that the pattern names is assumed to exist, because carriers share only the prefix of their source.
 */
export function busSamples(pattern: Fields, others: readonly ForeignPublisher[] = []): readonly Fields[] {
  const carriers = namedSources(pattern).filter(
    (source) => source.startsWith(carrierSourcePrefix) && source.length > carrierSourcePrefix.length,
  );
  const foreign = others.flatMap(({ source, detailTypes }) =>
    detailTypes.map((type) => ({ source, "detail-type": type, detail: anything, resources: anything })),
  );
  const events = [...orderBusEvents, ...[undefined, ...carriers].flatMap((source) => carrierBusEvents(source))];
  return [...events, ...foreign].map(anywhere);
}

/** Leaves open what only a deployment knows: account, region, time and id. */
function anywhere(event: BusEvent | Fields): Fields {
  return { ...event, version: "0", id: anything, account: anything, region: anything, time: anything };
}

/** Sources that the pattern names, in full or as a prefix. */
function namedSources(pattern: Fields): readonly string[] {
  const conditions: readonly unknown[] = Array.isArray(pattern.source) ? pattern.source : [];
  return conditions.flatMap((condition) => {
    const text = fields(condition)?.prefix ?? condition;
    return typeof text === "string" ? [text] : [];
  });
}

/** Messages that a topic's subscriptions receive; empty for a topic without sample messages. */
export function topicSamples(topic: Resource): readonly TopicMessage[] {
  return (Object.hasOwn(topicMessages, topic.name) ? topicMessages[topic.name] : undefined) ?? [];
}

/**
 * What the filter of a queue's mapping can match: for SQS only the `body` counts (Lambda Developer Guide, "Using event filtering with an
 * Amazon SQS event source").
 */
export function queueSamples(stack: Stack, queue: Resource): readonly Fields[] {
  const bySubscription = stack.ofType(awsTypes.sns.topicSubscription).flatMap((subscription) => {
    if (!stack.named(subscription, "endpoint", awsTypes.sqs.queue).includes(queue)) return [];
    const messages = stack.named(subscription, "topic", awsTypes.sns.topic).flatMap(topicSamples);
    const raw = subscription.flag("rawMessageDelivery") === true;
    return messages.map(({ body }) => (raw ? body : { Type: "Notification", Message: JSON.stringify(body) }));
  });
  const byRule = stack.ofType(awsTypes.cloudwatch.eventTarget).flatMap((target) => {
    if (!stack.named(target, "arn", awsTypes.sqs.queue).includes(queue)) return [];
    return stack
      .named(target, "rule", awsTypes.cloudwatch.eventRule)
      .flatMap((rule) => busSamples(fields(rule.json("eventPattern")) ?? {}));
  });
  return [...bySubscription, ...byRule].map((body) => ({ body }));
}

/** The `userIdentity` of a stream record for an item that its time to live removed: the deletion is DynamoDB's own. */
const byExpiry = { type: "Service", principalId: "dynamodb.amazonaws.com" };

/** Records of a table's stream: changes by a client, and a removal by time to live. */
export interface StreamSamples {
  readonly changes: readonly Fields[];
  readonly expiry: readonly Fields[];
}

/**
 * What the filter of a stream's mapping can match. For a table without samples every change is possible, with any image.
 *
 * Source: Lambda Developer Guide, "Using event filtering with a DynamoDB event source"; DynamoDB's guide on TTL and streams.
 */
export function streamSamples(table: Resource): StreamSamples {
  const known = Object.hasOwn(streamRecords, table.name) ? streamRecords[table.name] : undefined;
  const records: readonly Fields[] =
    known?.map(({ eventName, dynamodb }) => ({ eventName, dynamodb: { ...dynamodb, ...streamFacts } })) ??
    ["INSERT", "MODIFY", "REMOVE"].map((eventName) => ({ eventName, dynamodb: anything }));
  const changes = records.map((record) => ({ ...record, ...recordFacts }));
  const removals = changes.filter(({ eventName }: Fields) => eventName === "REMOVE");
  return { changes, expiry: removals.map((record) => ({ ...record, userIdentity: byExpiry })) };
}

const recordFacts = {
  eventSource: "aws:dynamodb",
  eventVersion: "1.1",
  eventID: anything,
  awsRegion: anything,
  eventSourceARN: anything,
};

const streamFacts = {
  ApproximateCreationDateTime: anything,
  SequenceNumber: anything,
  SizeBytes: anything,
  StreamViewType: "NEW_AND_OLD_IMAGES",
};
