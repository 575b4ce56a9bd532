import { keyPolicyLetsInPublishers } from "../../../../policies/rules/encryption/key-policy-lets-in-publishers";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { keyType, withStatements } from "./key-fixtures";
import { arns, policyOf, statements, wiring } from "./key-wiring";

const account = { StringEquals: { "aws:SourceAccount": "123456789012" } };
const from = (source: string) => ({ ArnLike: { "aws:SourceArn": source } });

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A statement with one more condition. */
function demanding(name: keyof typeof statements, more: Conditions) {
  const { Condition, ...rest } = statements[name];
  const merged: Record<string, Readonly<Record<string, unknown>>> = { ...(Condition as Conditions) };
  for (const [operator, pairs] of Object.entries(more)) merged[operator] = { ...merged[operator], ...pairs };
  return { ...rest, Condition: merged };
}

testRule(keyPolicyLetsInPublishers, {
  valid: wiring,
  passing: [
    {
      title: "an unencrypted queue that nobody needs a key for",
      resources: set(
        set(wiring, "queue", "kmsMasterKeyId", undefined),
        "key",
        "policy",
        JSON.stringify({ Statement: policyOf({ topics: undefined, rules: undefined }) }),
      ),
    },
  ],
  failing: [
    {
      title: "no statement for an alarm that publishes",
      change: (valid) => withStatements(valid, "key", ...policyOf({ alarms: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to cloudwatch/,
    },
    {
      title: "no statement for a topic that delivers to a queue",
      change: (valid) => withStatements(valid, "key", ...policyOf({ topics: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to sns/,
    },
    {
      title: "no statement for a rule that sends to a queue",
      change: (valid) => withStatements(valid, "key", ...policyOf({ rules: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to events/,
    },
    {
      title: "no statement for a bus that asks for the key",
      change: (valid) => withStatements(valid, "key", ...policyOf({ busDescribes: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to events/,
    },
    {
      title: "no statement for a bus that encrypts",
      change: (valid) => withStatements(valid, "key", ...policyOf({ busEncrypts: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to events/,
    },
    {
      title: "no statement for mail events",
      change: (valid) => withStatements(valid, "key", ...policyOf({ mails: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to ses/,
    },
    {
      title: "no statement for log groups",
      change: (valid) => withStatements(valid, "key", ...policyOf({ logs: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to logs.eu-central-1/,
    },
    {
      title: "no statement for a trail that asks for the key",
      change: (valid) => withStatements(valid, "key", ...policyOf({ trailDescribes: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to cloudtrail/,
    },
    {
      title: "no statement for a trail's files",
      change: (valid) => withStatements(valid, "key", ...policyOf({ trailEncrypts: undefined })),
      type: keyType,
      name: "key",
      says: /wanted a statement that allows .* to cloudtrail/,
    },
    {
      title: "a trail's statement that demands the account, which CloudTrail does not give",
      change: (valid) =>
        withStatements(valid, "key", ...policyOf({ trailEncrypts: demanding("trailEncrypts", account) })),
      type: keyType,
      name: "key",
      says: /allows kms:GenerateDataKey to cloudtrail/,
    },
    {
      title: "a bus's statement that demands the source, which its archive does not give",
      change: (valid) =>
        withStatements(valid, "key", ...policyOf({ busEncrypts: demanding("busEncrypts", from(arns.bus)) })),
      type: keyType,
      name: "key",
      says: /allows .* to events.* to encrypt what 'archive' keeps|to encrypt what 'bus' keeps/,
    },
    {
      title: "a rule's statement that demands the account beside the source",
      change: (valid) => withStatements(valid, "key", ...policyOf({ rules: demanding("rules", account) })),
      type: keyType,
      name: "key",
      says: /to events.*'queue'/,
    },
    {
      title: "a rule's statement by its source for an encrypted topic, to which EventBridge gives none",
      change: (valid) => set(valid, "target", "arn", "arn:aws:sns:eu-central-1:123456789012:alerts"),
      type: keyType,
      name: "key",
      says: /to events.*'alerts' \(kms:EncryptionContext:aws:sns:topicArn/,
    },
    {
      title: "a statement without one of the actions",
      change: (valid) =>
        withStatements(valid, "key", ...policyOf({ alarms: { ...statements.alarms, Action: ["kms:Decrypt"] } })),
      type: keyType,
      name: "key",
      says: /allows kms:GenerateDataKey to cloudwatch/,
    },
    {
      title: "Deny instead of Allow",
      change: (valid) =>
        withStatements(valid, "key", ...policyOf({ alarms: { ...statements.alarms, Effect: "Deny" } })),
      type: keyType,
      name: "key",
      says: /to cloudwatch/,
    },
    {
      title: "another account",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: { ...statements.alarms, Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } },
          }),
        ),
      type: keyType,
      name: "key",
      says: /to cloudwatch/,
    },
    {
      title: "a source of another name",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: {
              ...statements.alarms,
              Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-dev" } },
            },
          }),
        ),
      type: keyType,
      name: "key",
      says: /to cloudwatch/,
    },
    {
      title: "a pattern that the operator takes literally",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: {
              ...statements.alarms,
              Condition: {
                StringEquals: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-prod" },
              },
            },
          }),
        ),
      type: keyType,
      name: "key",
      says: /to cloudwatch/,
    },
    {
      title: "a condition that services do not meet",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: { ...statements.alarms, Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } },
          }),
        ),
      type: keyType,
      name: "key",
      says: /to cloudwatch/,
    },
    {
      title: "a refusal beside the permission",
      change: (valid) => withStatements(valid, "key", ...policyOf(), { ...statements.topics, Effect: "Deny" }),
      type: keyType,
      name: "key",
      says: /to sns/,
    },
    {
      title: "another key's resource",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({ alarms: { ...statements.alarms, Resource: "arn:aws:kms:eu-central-1:123456789012:key/2" } }),
        ),
      type: keyType,
      name: "key",
      says: /to cloudwatch/,
    },
    {
      title: "a bucket key that makes the trail decrypt",
      change: (valid) => [
        ...set(valid, "trail", "s3BucketName", "records"),
        resource("aws:s3/bucket:Bucket", "records", { bucket: "records" }),
        resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "by-key", {
          bucket: "records",
          rules: [{ bucketKeyEnabled: true }],
        }),
      ],
      type: keyType,
      name: "key",
      says: /allows kms:Decrypt to cloudtrail/,
    },
    {
      title: "a subscription's dead letters that the topic cannot reach",
      change: (valid) =>
        set(
          withStatements(valid, "key", ...policyOf({ topics: undefined })),
          "subscription",
          "redrivePolicy",
          JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-central-1:123456789012:queue" }),
        ),
      type: keyType,
      name: "key",
      says: /to sns/,
    },
  ],
});
