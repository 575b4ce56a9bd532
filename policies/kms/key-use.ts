import { accountIn } from "../../aws/arn";
import { contextOf } from "../../aws/iam/conditions";
import type { AccessRequest } from "../../aws/iam/evaluate";
import { awsTypes } from "../../aws/resource-types";
import { contextKeys, keyCallFor } from "../../aws/service-principals";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { keyOf } from "./key-of";

/** A key that an AWS service must be allowed to use, because of how the stack is wired. */
export interface KeyUse {
  readonly key: Resource;
  /** Why, as in "so that topic 'orders' can deliver to"; a message adds the target. */
  readonly purpose: string;
  /** Service principal. */
  readonly service: string;
  /** Actions that the service needs. */
  readonly needs: readonly string[];
  /** Actions that a statement for the service may name. */
  readonly may: RegExp;
  /** The `aws:SourceArn` of the service's calls; undefined when they carry none. */
  readonly source: string | undefined;
  /** Whether the calls carry `aws:SourceAccount`. */
  readonly givesAccount: boolean;
  /** Encryption context of the calls, by condition key. */
  readonly context: Readonly<Record<string, string>>;
}

/** What a service needs to publish to an encrypted topic or queue. */
const publishing = { needs: ["kms:GenerateDataKey", "kms:Decrypt"], may: /^kms:(decrypt|generatedatakey\*?)$/i };

/** The uses of keys by a service that publishes to these targets: one for each target with a key. @throws {UnknownValue} */
export function publishingTo(
  stack: Stack,
  destinations: readonly Resource[],
  from: { readonly service: string; readonly source: Resource; readonly purpose: string },
): readonly KeyUse[] {
  return destinations.flatMap((destination) => {
    const key = keyOf(stack, destination);
    if (key === undefined) return [];
    const { gives } = keyCallFor(from.service, destination.type === awsTypes.sns.topic ? "topic" : "queue");
    const topicArn = gives.includes(contextKeys.topic) ? destination.text("arn") : undefined;
    return [
      {
        ...publishing,
        key,
        purpose: `${from.purpose} '${destination.name}'`,
        service: from.service,
        source: gives.includes("aws:SourceArn") ? from.source.text("arn") : undefined,
        givesAccount: gives.includes("aws:SourceAccount"),
        context: topicArn === undefined ? {} : { [contextKeys.topic]: topicArn },
      },
    ];
  });
}

/** An id that two uses share when they need the same of the same key. */
export function useId({ key, service, needs, source, givesAccount, context }: KeyUse): string {
  return JSON.stringify([key.urn, service, needs, source, givesAccount, context]);
}

/** The KMS request that the service makes for one action of a use. @throws {UnknownValue} */
export function requestFor(use: KeyUse, action: string): AccessRequest {
  const account = accountIn(use.source ?? "") ?? accountIn(use.key.text("arn") ?? "");
  const context = contextOf({
    "aws:SecureTransport": "true",
    "aws:SourceArn": use.source,
    "aws:SourceAccount": use.givesAccount ? account : undefined,
    ...use.context,
  });
  return { action, resource: use.key.text("arn") ?? "", caller: { kind: "Service", name: use.service }, context };
}
