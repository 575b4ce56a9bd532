import { keyPolicyLetsInNobodyElse } from "../../../../policies/rules/kms/key-policy-lets-in-nobody-else";
import { type NamedChange, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { type TestStatement, withStatements } from "../../../support/policies/shops/key-parts";
import { arns, policyOf, statements, wiring } from "../../../support/policies/shops/key-users";

/** The wiring with another statement for the alarms. */
function withAlarms(changed: TestStatement): NamedChange {
  return withStatements("key", ...policyOf({ alarms: { ...statements.alarms, ...changed } }));
}

testRule(keyPolicyLetsInNobodyElse, {
  valid: wiring,
  refuses: {
    "a service that nothing needs": [
      withStatements("key", ...policyOf(), {
        ...statements.topics,
        Principal: { Service: "s3.amazonaws.com" },
      }),
      /Statement\[10\].Principal is s3/,
    ],
    "a service more in a good statement": [
      withStatements(
        "key",
        ...policyOf({
          topics: { ...statements.topics, Principal: { Service: ["sns.amazonaws.com", "budgets.amazonaws.com"] } },
        }),
      ),
      /Principal is budgets/,
    ],
    "an alarm's statement after the last alarm": [without("alarm"), "key", /Principal is cloudwatch/],
    "an action that the service does not need": [
      withStatements(
        "key",
        ...policyOf({
          alarms: { ...statements.alarms, Action: ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"] },
        }),
      ),
      /Action is kms:CreateGrant/,
    ],
    "every action": [withAlarms({ Action: ["kms:*"] }), /Action is kms:\*/],
    "no condition": [withAlarms({ Condition: undefined }), /wanted a condition on aws:SourceArn/],
    "the account alone": [
      withStatements(
        "key",
        ...policyOf({
          alarms: { ...statements.alarms, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } },
        }),
      ),
      /wanted a condition on aws:SourceArn/,
    ],
    "a source that need not come": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: {
              ArnLikeIfExists: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-prod" },
            },
          },
        }),
      ),
      /is ArnLikeIfExists/,
    ],
    "everything but one source": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: {
              ArnNotLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-dev" },
            },
          },
        }),
      ),
      /is ArnNotLike/,
    ],
    "any source": [
      withStatements(
        "key",
        ...policyOf({ alarms: { ...statements.alarms, Condition: { StringLike: { "aws:SourceArn": "*" } } } }),
      ),
      /aws:SourceArn is \*/,
    ],
    "any account": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: {
              StringLike: { "aws:SourceAccount": "*" },
              ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*-prod" },
            },
          },
        }),
      ),
      /aws:SourceAccount is \*/,
    ],
    "sources of any account": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:*:alarm:*-prod" } },
          },
        }),
      ),
      /aws:SourceArn is arn/,
    ],
    "all alarms of the account": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*" } },
          },
        }),
      ),
      /aws:SourceArn is arn/,
    ],
    "a wildcard smuggled in among the sources": [
      withStatements(
        "key",
        ...policyOf({
          topics: { ...statements.topics, Condition: { ArnLike: { "aws:SourceArn": [arns.topic, "*"] } } },
        }),
      ),
      /aws:SourceArn is \*/,
    ],
    "a source that is not there": [
      withStatements(
        "key",
        ...policyOf({
          topics: {
            ...statements.topics,
            Condition: { ArnLike: { "aws:SourceArn": [arns.topic, `${arns.topic}x`] } },
          },
        }),
      ),
      /wanted the ARN of a resource in the stack/,
    ],
    "a condition that does not hold for services": [
      withStatements(
        "key",
        ...policyOf({
          alarms: {
            ...statements.alarms,
            Condition: { ...(statements.alarms.Condition as object), Bool: { "kms:GrantIsForAWSResource": "true" } },
          },
        }),
      ),
      /wanted a condition that services meet/,
    ],
    "a bus without its encryption context": [
      withStatements(
        "key",
        ...policyOf({
          busEncrypts: { ...statements.busEncrypts, Condition: { ArnLike: { "aws:SourceArn": arns.bus } } },
        }),
      ),
      /event-bus:arn for kms:ReEncrypt/,
    ],
    "log groups without their encryption context": [
      withStatements("key", ...policyOf({ logs: { ...statements.logs, Condition: undefined } })),
      /aws:logs:arn for kms:Encrypt/,
    ],
  },
});
