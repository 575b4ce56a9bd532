import { accountIn } from "../../aws/arn";
import { contextOf } from "../../aws/iam/conditions";
import type { AccessRequest } from "../../aws/iam/evaluate";
import { awsTypes } from "../../aws/resource-types";
import { contextKeys, keyCallFor } from "../../aws/service-principals";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { keyOf } from "./key-of";

/** A key that an AWS service has to use by itself, because of how the stack is wired. */
export interface KeyUse {
  readonly key: Resource;
  /** Why, as in "to bring 'orders' messages to 'mails'". */
  readonly purpose: string;
  /** Service principal. */
  readonly service: string;
  /** Actions without which it fails. */
  readonly needs: readonly string[];
  /** Actions that a statement for it may name. */
  readonly may: RegExp;
  /** `aws:SourceArn` of the service's calls; undefined where it sends none. */
  readonly source: string | undefined;
  /** Whether it sends `aws:SourceAccount`. */
  readonly givesAccount: boolean;
  /** Encryption context that it gives, by condition key. */
  readonly context: Readonly<Record<string, string>>;
}

/** What a service needs to put something into an encrypted topic or queue. */
const publishing = { needs: ["kms:GenerateDataKey", "kms:Decrypt"], may: /^kms:(decrypt|generatedatakey\*?)$/i };

/** Services that publish to what a resource keeps: one use for each of the sinks that has a key. @throws {UnknownValue} */
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

/** Whether two uses ask the same of the same key. */
export function useId({ key, service, needs, source, givesAccount, context }: KeyUse): string {
  return JSON.stringify([key.urn, service, needs, source, givesAccount, context]);
}

/** The call of KMS for one action of a use. @throws {UnknownValue} */
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
