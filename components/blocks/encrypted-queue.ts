import type * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn } from "../stack";
import { holdsData } from "./created-first";
import { insecure, policyDocument, type Statement } from "./policy";
import type { ServicePrincipal } from "./service-principal";
import type { SharedArgs } from "./shared-args";

/** The key that encrypts a queue: the stack's, or one of SQS's own, which does not depend on a key policy or a key's state. */
export type QueueKey = "stack" | "sqs";

export interface EncryptedQueueArgs {
  /** @default "stack" */
  readonly encryptedBy?: QueueKey;
  readonly retentionSeconds: number;
  /** Seconds that a received message stays hidden. @default 30, SQS's default */
  readonly visibilityTimeoutSeconds?: number;
  /** @default none, for dead-letter queues themselves */
  readonly redrivePolicy?: pulumi.Input<string>;
  /** The only services that may send, besides roles of this account. @default none */
  readonly producers?: readonly ServicePrincipal[];
}

/** An encrypted queue, by default with the stack's key. Its policy denies connections without TLS and allows exactly the producers. */
export function encryptedQueue(
  name: LogicalName,
  { stack, key }: Pick<SharedArgs, "stack" | "key">,
  args: EncryptedQueueArgs,
  parent: pulumi.Resource,
): { readonly queue: aws.sqs.Queue; readonly policy: aws.sqs.QueuePolicy } {
  const queue = new aws.sqs.Queue(
    name,
    {
      name: physicalNameIn(stack, "queue", name),
      ...(args.encryptedBy === "sqs"
        ? { sqsManagedSseEnabled: true }
        : { kmsMasterKeyId: key.arn, kmsDataKeyReusePeriodSeconds: 300 }),
      messageRetentionSeconds: args.retentionSeconds,
      ...(args.visibilityTimeoutSeconds !== undefined && { visibilityTimeoutSeconds: args.visibilityTimeoutSeconds }),
      ...(args.redrivePolicy !== undefined && { redrivePolicy: args.redrivePolicy }),
      receiveWaitTimeSeconds: 20,
      tags: stack.tags,
    },
    { parent, ...holdsData(stack) },
  );
  const statements: Statement[] = [
    {
      Sid: "DenyInsecureTransport",
      Effect: "Deny",
      Principal: "*",
      Action: "sqs:*",
      Resource: queue.arn,
      Condition: insecure,
    },
    ...(args.producers ?? []).map(
      (producer, index): Statement => ({
        Sid: `Producer${index + 1}`,
        Effect: "Allow",
        Principal: { Service: producer.service },
        Action: "sqs:SendMessage",
        Resource: queue.arn,
        // The ARN contains the account. AWS does not document that SNS sends aws:SourceAccount; a condition on it could drop every message.
        Condition: { ArnEquals: { "aws:SourceArn": producer.sourceArn } },
      }),
    ),
  ];
  const policy = new aws.sqs.QueuePolicy(
    `${name}-policy`,
    { queueUrl: queue.url, policy: policyDocument(statements) },
    { parent },
  );
  return { queue, policy };
}
