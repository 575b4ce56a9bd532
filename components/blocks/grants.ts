import type * as pulumi from "@pulumi/pulumi";
import { arnOf, type StackContext } from "../stack";
import type { Conditions } from "./policy";

/** Services that use the stack's key in the name of a role, and so check the role's own rights to the key. */
export type EncryptedService = "dynamodb" | "sns" | "sqs";

/** What a function may do. Stands where it is needed: in the arguments of the function. */
export interface Grant {
  /** Exact actions, such as `dynamodb:PutItem`; never a wildcard. */
  readonly actions: readonly string[];
  /** ARNs. `*` only for actions that AWS does not limit to resources. */
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

/** What Lambda's poller does in the function's name, and moving a message's visibility for back-off. */
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
 * Putting events of one source and of these types on a bus, and no others: EventBridge judges every entry of a call (EventBridge user guide,
 * "Using IAM policy conditions", and the error codes of PutEvents).
 */
export function putEvents(busArn: pulumi.Input<string>, source: string, detailTypes: readonly string[]): Grant {
  return {
    actions: ["events:PutEvents"],
    resources: [busArn],
    conditions: { StringEquals: { "events:source": source, "events:detail-type": detailTypes } },
  };
}

/** What Lambda's poller does on a table's stream. `ListStreams` has no resource level. */
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
 * The right to send email from the shop's address with a configuration set. In the sandbox, SES authorizes a call against the verified
 * identities of its recipients, too (SES developer guide, "Identity and access management"): the address stays the limit.
 *
 * @param recipient the only one that emails may go to, also as a copy. Default: anybody
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
      // All of a request's values, of which there must be one: IAM user guide, "Set operators for multivalued context keys".
      ...(recipient !== undefined && {
        "ForAllValues:StringEquals": { "ses:Recipients": recipient },
        Null: { "ses:Recipients": "false" },
      }),
    },
  };
}
