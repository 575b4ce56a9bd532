import { awsTypes } from "../../aws/resource-types";
import { contextKeys } from "../../aws/service-principals";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { keyOf } from "./key-of";
import { type KeyUse, publishingTo } from "./key-use";

const service = "events.amazonaws.com";

/**
 * How EventBridge uses keys, and which conditions its calls meet: see aws/service-principals.ts.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html and encryption-archives.html
 */
export const eventUses: Readonly<Record<string, (stack: Stack, resource: Resource) => readonly KeyUse[]>> = {
  [awsTypes.cloudwatch.eventTarget]: targetUses,
  [awsTypes.cloudwatch.eventBus]: busUses,
  [awsTypes.cloudwatch.eventArchive]: archiveUses,
};

function targetUses(stack: Stack, target: Resource): readonly KeyUse[] {
  const [rule] = stack.named(target, "rule", awsTypes.cloudwatch.eventRule);
  if (rule === undefined) return [];
  const destinations = [
    ...stack.named(target, "arn", awsTypes.sqs.queue, awsTypes.sns.topic),
    ...stack.named(target, "deadLetterConfig.arn", awsTypes.sqs.queue),
  ];
  return publishingTo(stack, destinations, {
    service,
    source: rule,
    purpose: `so that rule '${rule.name}' can send to`,
  });
}

function busUses(stack: Stack, bus: Resource): readonly KeyUse[] {
  const deadLetters = publishingTo(stack, stack.named(bus, "deadLetterConfig.arn", awsTypes.sqs.queue), {
    service,
    source: bus,
    purpose: `so that bus '${bus.name}' can send what it could not encrypt to`,
  });
  return [...encryption(stack, bus, bus.text("arn"), []), ...deadLetters];
}

function archiveUses(stack: Stack, archive: Resource): readonly KeyUse[] {
  const [bus] = stack.named(archive, "eventSourceArn", awsTypes.cloudwatch.eventBus);
  return encryption(stack, archive, bus?.text("arn"), ["kms:ReEncryptFrom", "kms:ReEncryptTo"]);
}

/** An encrypted bus, or an encrypted archive of a bus. The encryption context names the bus in both cases. */
function encryption(
  stack: Stack,
  resource: Resource,
  busArn: string | undefined,
  more: readonly string[],
): readonly KeyUse[] {
  const key = keyOf(stack, resource);
  if (key === undefined || busArn === undefined) return [];
  const use = { key, service, source: undefined, purpose: `to encrypt what '${resource.name}' keeps` };
  return [
    { ...use, needs: ["kms:DescribeKey"], may: /^kms:describekey$/i, givesAccount: true, context: {} },
    {
      ...use,
      givesAccount: false,
      needs: ["kms:GenerateDataKey", "kms:Decrypt", ...more],
      may: /^kms:(decrypt|generatedatakey\*?|reencrypt(\*|from|to))$/i,
      context: { [contextKeys.eventBus]: busArn },
    },
  ];
}
