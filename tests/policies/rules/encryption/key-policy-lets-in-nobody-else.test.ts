import type { Resource } from "../../../../local/policies/requests";
import { keyPolicyLetsInNobodyElse } from "../../../../policies/rules/encryption/key-policy-lets-in-nobody-else";
import { without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { keyType, type TestStatement, withStatements } from "./key-fixtures";
import { arns, policyOf, statements, wiring } from "./key-wiring";

/** The wiring with another statement for the alarms. */
function withAlarms(valid: readonly Resource[], changed: TestStatement): readonly Resource[] {
  return withStatements(valid, "key", ...policyOf({ alarms: { ...statements.alarms, ...changed } }));
}

const onKey = { type: keyType, name: "key" };

testRule(keyPolicyLetsInNobodyElse, {
  valid: wiring,
  failing: [
    {
      title: "a service that nothing needs",
      change: (valid) =>
        withStatements(valid, "key", ...policyOf(), {
          ...statements.topics,
          Principal: { Service: "s3.amazonaws.com" },
        }),
      ...onKey,
      says: /Statement\[10\].Principal is s3/,
    },
    {
      title: "a service more in a good statement",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            topics: { ...statements.topics, Principal: { Service: ["sns.amazonaws.com", "budgets.amazonaws.com"] } },
          }),
        ),
      ...onKey,
      says: /Principal is budgets/,
    },
    {
      title: "an alarm's statement after the last alarm",
      change: (valid) => without(valid, "alarm"),
      ...onKey,
      says: /Principal is cloudwatch/,
    },
    {
      title: "an action that the service does not need",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: { ...statements.alarms, Action: ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"] },
          }),
        ),
      ...onKey,
      says: /Action is kms:CreateGrant/,
    },
    {
      title: "every action",
      change: (valid) => withAlarms(valid, { Action: ["kms:*"] }),
      ...onKey,
      says: /Action is kms:\*/,
    },
    {
      title: "no condition",
      change: (valid) => withAlarms(valid, { Condition: undefined }),
      ...onKey,
      says: /wanted a condition on aws:SourceArn/,
    },
    {
      title: "the account alone",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: { ...statements.alarms, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } },
          }),
        ),
      ...onKey,
      says: /wanted a condition on aws:SourceArn/,
    },
    {
      title: "a source that need not come",
      change: (valid) =>
        withStatements(
          valid,
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
      ...onKey,
      says: /is ArnLikeIfExists/,
    },
    {
      title: "everything but one source",
      change: (valid) =>
        withStatements(
          valid,
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
      ...onKey,
      says: /is ArnNotLike/,
    },
    {
      title: "any source",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({ alarms: { ...statements.alarms, Condition: { StringLike: { "aws:SourceArn": "*" } } } }),
        ),
      ...onKey,
      says: /aws:SourceArn is \*/,
    },
    {
      title: "any account",
      change: (valid) =>
        withStatements(
          valid,
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
      ...onKey,
      says: /aws:SourceAccount is \*/,
    },
    {
      title: "sources of any account",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: {
              ...statements.alarms,
              Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:*:alarm:*-prod" } },
            },
          }),
        ),
      ...onKey,
      says: /aws:SourceArn is arn/,
    },
    {
      title: "all alarms of the account",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: {
              ...statements.alarms,
              Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*" } },
            },
          }),
        ),
      ...onKey,
      says: /aws:SourceArn is arn/,
    },
    {
      title: "a wildcard smuggled in among the sources",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            topics: { ...statements.topics, Condition: { ArnLike: { "aws:SourceArn": [arns.topic, "*"] } } },
          }),
        ),
      ...onKey,
      says: /aws:SourceArn is \*/,
    },
    {
      title: "a source that is not there",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            topics: {
              ...statements.topics,
              Condition: { ArnLike: { "aws:SourceArn": [arns.topic, `${arns.topic}x`] } },
            },
          }),
        ),
      ...onKey,
      says: /wanted the ARN of a resource in the stack/,
    },
    {
      title: "a condition that does not hold for services",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            alarms: {
              ...statements.alarms,
              Condition: { ...(statements.alarms.Condition as object), Bool: { "kms:GrantIsForAWSResource": "true" } },
            },
          }),
        ),
      ...onKey,
      says: /wanted a condition that services meet/,
    },
    {
      title: "a bus without its encryption context",
      change: (valid) =>
        withStatements(
          valid,
          "key",
          ...policyOf({
            busEncrypts: { ...statements.busEncrypts, Condition: { ArnLike: { "aws:SourceArn": arns.bus } } },
          }),
        ),
      ...onKey,
      says: /event-bus:arn for kms:ReEncrypt/,
    },
    {
      title: "log groups without their encryption context",
      change: (valid) =>
        withStatements(valid, "key", ...policyOf({ logs: { ...statements.logs, Condition: undefined } })),
      ...onKey,
      says: /aws:logs:arn for kms:Encrypt/,
    },
  ],
});
