import type * as pulumi from "@pulumi/pulumi";
import { arnOf, type StackContext } from "../stack";
import type { Conditions } from "./policy";

/** Services that use the stack's key with the caller's rights, so that the role itself needs rights to the key. */
export type EncryptedService = "dynamodb" | "sns" | "sqs";

/** A permission of a function, listed in the function's arguments, next to its use. */
export interface Grant {
  /** Exact actions, such as `dynamodb:PutItem`; never a wildcard. */
  readonly actions: readonly string[];
  /** ARNs. `*` only for actions that IAM cannot limit to resources. */
  readonly resources: readonly pulumi.Input<string>[];
  /** @default none */
  readonly conditions?: Conditions;
  /**
   * The resource is encrypted with the stack's key: `read` adds `kms:Decrypt` through the service, `write` also
   * `kms:GenerateDataKey`.
   * @default no right to the key
   */
  readonly encrypted?: { readonly service: EncryptedService; readonly access: "read" | "write" };
}

/** Exact actions on a table or on some of its indexes. DynamoDB needs only `kms:Decrypt`, for writing as well. */
export function onTable(actions: readonly string[], ...arns: readonly pulumi.Input<string>[]): Grant {
  return { actions, resources: arns, encrypted: { service: "dynamodb", access: "read" } };
}

/** What Lambda's poller does with the function's role, and changing a message's visibility for back-off. */
export function consumeQueue(queueArn: pulumi.Input<string>): Grant {
  return {
    actions: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    resources: [queueArn],
    encrypted: { service: "sqs", access: "read" },
  };
}

/** Sending to an encrypted queue. */
export function sendToQueue(queueArn: pulumi.Input<string>): Grant {
  return { actions: ["sqs:SendMessage"], resources: [queueArn], encrypted: { service: "sqs", access: "write" } };
}

/** Publishing to an encrypted topic. */
export function publishToTopic(topicArn: pulumi.Input<string>): Grant {
  return { actions: ["sns:Publish"], resources: [topicArn], encrypted: { service: "sns", access: "write" } };
}

/**
 * Putting events of one source and of these types on a bus, and no others. EventBridge authorizes every entry of a call (EventBridge user
 * guide, "Using IAM policy conditions", and the error codes of PutEvents).
 */
export function putEvents(busArn: pulumi.Input<string>, source: string, detailTypes: readonly string[]): Grant {
  return {
    actions: ["events:PutEvents"],
    resources: [busArn],
    conditions: { StringEquals: { "events:source": source, "events:detail-type": detailTypes } },
  };
}

/** What Lambda's poller does on a table's stream. IAM cannot limit `ListStreams` to a resource. */
export function readStream(streamArn: pulumi.Input<string>): readonly Grant[] {
  return [
    {
      actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      resources: [streamArn],
      encrypted: { service: "dynamodb", access: "read" },
    },
    { actions: ["dynamodb:ListStreams"], resources: ["*"] },
  ];
}

/**
 * The right to send email from the shop's address with a configuration set. In the sandbox SES also authorizes a call against the verified
 * identities of its recipients (SES developer guide, "Identity and access management"): then the address limits the grant.
 *
 * @param recipient the only allowed recipient, also for copies. Default: any recipient
 */
export function sendEmail(
  stack: StackContext,
  identityArn: pulumi.Input<string>,
  configurationSetArn: pulumi.Input<string>,
  recipient?: string,
): Grant {
  const recipients = stack.config.sesSandbox ? [arnOf(stack, "ses", "identity/*")] : [];
  return {
    actions: ["ses:SendEmail"],
    resources: [identityArn, configurationSetArn, ...recipients],
    conditions: {
      StringEquals: { "ses:FromAddress": stack.config.senderAddress },
      // There must be a recipient, and all recipients must match: IAM user guide, "Set operators for multivalued context keys".
      ...(recipient !== undefined && {
        "ForAllValues:StringEquals": { "ses:Recipients": recipient },
        Null: { "ses:Recipients": "false" },
      }),
    },
  };
}
