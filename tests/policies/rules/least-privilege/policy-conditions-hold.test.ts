import { policyConditionsHold } from "../../../../policies/rules/least-privilege/policy-conditions-hold";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, policy, statement, types } from "./fixture";
import { arns, at, services, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const queuePolicy = { type: types.queuePolicy, name: "shop-queue-policy" } as const;
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const allow = {
  Effect: "Allow",
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: arns.queue,
};
const issuer = "token.example.com";
const token = {
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
  Action: "sts:AssumeRoleWithWebIdentity",
  ...when("StringEquals", `${issuer}:sub`, "shop"),
};

const mail = { Effect: "Allow", Action: "ses:SendEmail", Resource: arns.identity };
/** Every recipient is this one, and there is one. */
const onlyTo = {
  "ForAllValues:StringEquals": { "ses:Recipients": "ops@example.com" },
  Null: { "ses:Recipients": "false" },
};
const mailer = { type: types.rolePolicy, name: "mailer" } as const;

testRule(policyConditionsHold, {
  valid: [
    ...shop,
    resource(types.queuePolicy, "shop-queue-policy", {
      policy: policy(
        { ...allow, ...when("ArnLike", "aws:SourceArn", arns.topic) },
        {
          ...allow,
          Effect: "Deny",
          Principal: "*",
          ...when("BoolIfExists", "aws:SecureTransport", "false"),
        },
      ),
    }),
    resource(types.role, "deployer", { assumeRolePolicy: policy(token) }),
    resource(types.rolePolicy, "mailer", { role: "mailer", policy: policy({ ...mail, Condition: onlyTo }) }),
  ],
  failing: [
    {
      title: "all of values that may be missing",
      change: (valid) =>
        statement(valid, "mailer", 0, when("ForAllValues:StringEquals", "ses:Recipients", "ops@example.com")),
      ...mailer,
      says: /wanted StringEquals, which a missing key does not pass/,
    },
    {
      title: "all of values that may be missing, as is said beside it",
      change: (valid) =>
        statement(valid, "mailer", 0, { Condition: { ...onlyTo, Null: { "ses:Recipients": ["false", "true"] } } }),
      ...mailer,
      says: /wanted StringEquals, which a missing key does not pass/,
    },
    {
      title: "all of values, of which any will do",
      change: (valid) =>
        statement(valid, "mailer", 0, {
          Condition: {
            ...onlyTo,
            "ForAllValues:StringEquals": undefined,
            "ForAllValues:StringLike": { "ses:Recipients": "*" },
          },
        }),
      ...mailer,
      says: /wanted a value that excludes something/,
    },
    {
      title: "values that are there, whatever they are",
      change: (valid) => statement(valid, "mailer", 0, { Condition: { Null: { "ses:Recipients": "false" } } }),
      ...mailer,
      says: /wanted an operator that names what is allowed/,
    },
    {
      title: "a mistyped key of AWS",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("ArnLike", "aws:SourceARNs", arns.topic)),
      ...queuePolicy,
      says: /Condition\.ArnLike\.aws:SourceARNs is .*, wanted a key that AWS has/,
    },
    {
      title: "a mistyped key of a service",
      change: (valid) => statement(valid, name, at.decrypt, when("StringEquals", "kms:ViaServices", services("sqs"))),
      ...bearer,
      says: /wanted a key that AWS has/,
    },
    {
      title: "a key of another service",
      change: (valid) => statement(valid, name, at.send, when("StringEquals", "kms:ViaService", services("sqs"))),
      ...bearer,
      says: /wanted a key that AWS has/,
    },
    {
      title: "an operator that is none",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("StringEqual", "aws:SourceArn", arns.topic)),
      ...queuePolicy,
      says: /wanted an operator that IAM knows/,
    },
    {
      title: "a condition that a missing key passes",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("ArnLikeIfExists", "aws:SourceArn", arns.topic)),
      ...queuePolicy,
      says: /wanted ArnLike, which a missing key does not pass/,
    },
    {
      title: "a condition that an empty list passes",
      change: (valid) =>
        statement(valid, name, at.decrypt, when("ForAllValues:StringEquals", "kms:ViaService", services("sqs"))),
      ...bearer,
      says: /wanted StringEquals, which/,
    },
    {
      title: "a source that is anything",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", "*")),
      ...queuePolicy,
      says: /wanted a value that excludes something/,
    },
    {
      title: "anything smuggled into a list",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", [arns.topic, "*"])),
      ...queuePolicy,
      says: /wanted a value that excludes something/,
    },
    {
      title: "everything but one source",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("ArnNotLike", "aws:SourceArn", arns.topic)),
      ...queuePolicy,
      says: /wanted an operator that names what is allowed/,
    },
    {
      title: "a source that may be missing",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("Null", "aws:SourceArn", "true")),
      ...queuePolicy,
      says: /wanted an operator that names what is allowed/,
    },
    {
      title: "no value",
      change: (valid) => statement(valid, "shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", [])),
      ...queuePolicy,
      says: /wanted a value/,
    },
    {
      title: "a key of another issuer",
      change: (valid) =>
        statement(valid, "deployer", 0, when("StringEquals", "token.example.org:sub", "shop"), "assumeRolePolicy"),
      type: types.role,
      name: "deployer",
      says: /wanted a key that AWS has/,
    },
  ],
});
