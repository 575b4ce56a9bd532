import type * as pulumi from "@pulumi/pulumi";
import { holdsData } from "../blocks/created-first";
import { DeadLetterQueue } from "../blocks/dead-letter-queue";
import type { KeyServicePrincipal } from "../blocks/encryption-key";
import type { SharedArgs } from "../blocks/shared-args";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { arnOf, physicalNameIn, type StackContext } from "../stack";

/** The shop's bus, its archive, and the dead-letter queue for events that it could not encrypt. */
export interface Bus {
  readonly bus: aws.cloudwatch.EventBus;
  readonly archive: aws.cloudwatch.EventArchive;
  readonly deadLetterQueue: DeadLetterQueue;
}

const BUS = "shipments-bus";
const ARCHIVE = "shipments-archive";
/** Logical name of the rule that sends carriers' events to their queue. */
export const CARRIER_RULE = "shipments-carrier-events";

/**
 * An encrypted bus with an archive of all events for replays. Events that the bus cannot encrypt go to a dead-letter queue, which therefore
 * must not be encrypted by the same key: it uses a key of SQS's own.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-dlq.html
 */
export function shopBus({ stack, key, alertsTopicArn }: SharedArgs, parent: pulumi.Resource): Bus {
  const deadLetterQueue = new DeadLetterQueue(
    "shipments-bus-dead-letters",
    {
      stack,
      key,
      alertsTopicArn,
      encryptedBy: "sqs",
      producers: [{ service: "events.amazonaws.com", sourceArn: busArn(stack) }],
    },
    { parent },
  );
  const bus = new aws.cloudwatch.EventBus(
    BUS,
    {
      name: physicalNameIn(stack, "eventBus", BUS),
      description: "What happens in the shop",
      kmsKeyIdentifier: key.arn,
      deadLetterConfig: { arn: deadLetterQueue.arn },
      tags: stack.tags,
    },
    { parent, dependsOn: [deadLetterQueue.policy] },
  );
  const archive = new aws.cloudwatch.EventArchive(
    ARCHIVE,
    {
      name: physicalNameIn(stack, "archive", ARCHIVE),
      description: "Everything that the bus has carried, for replays",
      eventSourceArn: bus.arn,
      retentionDays: stack.config.archiveRetentionDays,
      kmsKeyIdentifier: key.arn,
    },
    { parent, ...holdsData(stack) },
  );
  return { bus, archive, deadLetterQueue };
}

/**
 * Services that use the stack's key for this pipeline: EventBridge encrypts events on the bus and in its archive, with the bus in the
 * encryption context, writes to encrypted queues for the rule, and calls DescribeKey for an encrypted bus.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/encryption-archives.html
 */
export function shipmentsPublishers(stack: StackContext): KeyServicePrincipal[] {
  const events = { service: "events.amazonaws.com" };
  return [
    { ...events, sid: "ShopBusDescribesKey", actions: ["kms:DescribeKey"] },
    {
      ...events,
      sid: "ShopBusEncrypts",
      givesAccount: false,
      actions: ["kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncrypt*"],
      encryptionContext: { "aws:events:event-bus:arn": busArn(stack) },
    },
    ruleReachesQueues(stack, "CarrierEventsReachQueues", CARRIER_RULE),
  ];
}

/** Lets EventBridge use the stack's key to write a rule's events to encrypted queues. @param sid id of the statement in the key's policy */
export function ruleReachesQueues(stack: StackContext, sid: string, rule: LogicalName): KeyServicePrincipal {
  return { sid, service: "events.amazonaws.com", givesAccount: false, sourceArns: [ruleArn(stack, rule)] };
}

function busArn(stack: StackContext): pulumi.Output<string> {
  return arnOf(stack, "events", `event-bus/${physicalNameIn(stack, "eventBus", BUS)}`);
}

function ruleArn(stack: StackContext, rule: LogicalName): pulumi.Output<string> {
  return arnOf(
    stack,
    "events",
    `rule/${physicalNameIn(stack, "eventBus", BUS)}/${physicalNameIn(stack, "rule", rule)}`,
  );
}
