import { keyPolicyLetsInPublishers } from "../../../../policies/rules/kms/key-policy-lets-in-publishers";
import { chain, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { withStatements } from "../../../support/policies/shops/key-parts";
import { arns, policyOf, statements, wiring } from "../../../support/policies/shops/key-users";

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
  passes: {
    "an unencrypted queue that nobody needs a key for": chain(
      set("queue", "kmsMasterKeyId", undefined),
      set("key", "policy", JSON.stringify({ Statement: policyOf({ topics: undefined, rules: undefined }) })),
    ),
  },
  refuses: {
    "no statement for an alarm that publishes": [
      withStatements("key", ...policyOf({ alarms: undefined })),
      /wanted a statement that allows .* to cloudwatch/,
    ],
    "no statement for a topic that delivers to a queue": [
      withStatements("key", ...policyOf({ topics: undefined })),
      /wanted a statement that allows .* to sns/,
    ],
    "no statement for a rule that sends to a queue": [
      withStatements("key", ...policyOf({ rules: undefined })),
      /wanted a statement that allows .* to events/,
    ],
    "no statement for a bus that asks for the key": [
      withStatements("key", ...policyOf({ busDescribes: undefined })),
      /wanted a statement that allows .* to events/,
    ],
    "no statement for a bus that encrypts": [
      withStatements("key", ...policyOf({ busEncrypts: undefined })),
      /wanted a statement that allows .* to events/,
    ],
    "no statement for email events": [
      withStatements("key", ...policyOf({ emails: undefined })),
      /wanted a statement that allows .* to ses/,
    ],
    "no statement for log groups": [
      withStatements("key", ...policyOf({ logs: undefined })),
      /wanted a statement that allows .* to logs.eu-central-1/,
    ],
    "no statement for a trail that asks for the key": [
      withStatements("key", ...policyOf({ trailDescribes: undefined })),
      /wanted a statement that allows .* to cloudtrail/,
    ],
    "no statement for a trail's files": [
      withStatements("key", ...policyOf({ trailEncrypts: undefined })),
      /wanted a statement that allows .* to cloudtrail/,
    ],
    "a trail's statement that demands the account, which CloudTrail does not give": [
      withStatements("key", ...policyOf({ trailEncrypts: demanding("trailEncrypts", account) })),
      /allows kms:GenerateDataKey to cloudtrail/,
    ],
    "a bus's statement that demands the source, which its archive does not give": [
      withStatements("key", ...policyOf({ busEncrypts: demanding("busEncrypts", from(arns.bus)) })),
      /allows .* to events.* to encrypt what 'archive' keeps|to encrypt what 'bus' keeps/,
    ],
    "a rule's statement that demands the account beside the source": [
      withStatements("key", ...policyOf({ rules: demanding("rules", account) })),
      /to events.*'queue'/,
    ],
    "a rule's statement by its source for an encrypted topic, to which EventBridge gives none": [
      set("target", "arn", "arn:aws:sns:eu-central-1:123456789012:alerts"),
      "key",
      /to events.*'alerts' \(kms:EncryptionContext:aws:sns:topicArn/,
    ],
    "a statement without one of the actions": [
      withStatements("key", ...policyOf({ alarms: { ...statements.alarms, Action: ["kms:Decrypt"] } })),
      /allows kms:GenerateDataKey to cloudwatch/,
    ],
    "Deny instead of Allow": [
      withStatements("key", ...policyOf({ alarms: { ...statements.alarms, Effect: "Deny" } })),
      /to cloudwatch/,
    ],
    "another account": [
      withStatements(
        "key",
        ...policyOf({
          alarms: { ...statements.alarms, Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } },
        }),
      ),
      /to cloudwatch/,
    ],
    "a source of another name": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-dev" } },
          },
        }),
      ),
      /to cloudwatch/,
    ],
    "a pattern that the operator takes literally": [
      withStatements(
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
      /to cloudwatch/,
    ],
    "a condition that services do not meet": [
      withStatements(
        "key",
        ...policyOf({
          alarms: { ...statements.alarms, Condition: { StringEquals: { "kms:CallerAccount": "123456789012" } } },
        }),
      ),
      /to cloudwatch/,
    ],
    "a refusal beside the permission": [
      withStatements("key", ...policyOf(), { ...statements.topics, Effect: "Deny" }),
      /to sns/,
    ],
    "another key's resource": [
      withStatements(
        "key",
        ...policyOf({ alarms: { ...statements.alarms, Resource: "arn:aws:kms:eu-central-1:123456789012:key/2" } }),
      ),
      /to cloudwatch/,
    ],
    "a bucket key that makes the trail decrypt": [
      (valid) => [
        ...set("trail", "s3BucketName", "records")(valid),
        resource("aws:s3/bucket:Bucket", "records", { bucket: "records" }),
        resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", "by-key", {
          bucket: "records",
          rules: [{ bucketKeyEnabled: true }],
        }),
      ],
      "key",
      /allows kms:Decrypt to cloudtrail/,
    ],
    "a subscription's dead letters that the topic cannot reach": [
      chain(
        withStatements("key", ...policyOf({ topics: undefined })),
        set(
          "subscription",
          "redrivePolicy",
          JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-central-1:123456789012:queue" }),
        ),
      ),
      "key",
      /to sns/,
    ],
  },
});
