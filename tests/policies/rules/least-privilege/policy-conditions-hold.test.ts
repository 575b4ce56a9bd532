import { policyConditionsHold } from "../../../../policies/rules/least-privilege/policy-conditions-hold";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, policy, statement, types } from "./fixture";
import { arns, at, services, shop } from "./shop";

const name = "shop-sender-policy";
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
  refuses: {
    "all of values that may be missing": [
      statement("mailer", 0, when("ForAllValues:StringEquals", "ses:Recipients", "ops@example.com")),
      /wanted StringEquals, which a missing key does not pass/,
    ],
    "all of values that may be missing, as is said beside it": [
      statement("mailer", 0, { Condition: { ...onlyTo, Null: { "ses:Recipients": ["false", "true"] } } }),
      /wanted StringEquals, which a missing key does not pass/,
    ],
    "all of values, of which any will do": [
      statement("mailer", 0, {
        Condition: {
          ...onlyTo,
          "ForAllValues:StringEquals": undefined,
          "ForAllValues:StringLike": { "ses:Recipients": "*" },
        },
      }),
      /wanted a value that excludes something/,
    ],
    "values that are there, whatever they are": [
      statement("mailer", 0, { Condition: { Null: { "ses:Recipients": "false" } } }),
      /wanted an operator that names what is allowed/,
    ],
    "a mistyped key of AWS": [
      statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceARNs", arns.topic)),
      /Condition\.ArnLike\.aws:SourceARNs is .*, wanted a key that AWS has/,
    ],
    "a mistyped key of a service": [
      statement(name, at.decrypt, when("StringEquals", "kms:ViaServices", services("sqs"))),
      /wanted a key that AWS has/,
    ],
    "a key of another service": [
      statement(name, at.send, when("StringEquals", "kms:ViaService", services("sqs"))),
      /wanted a key that AWS has/,
    ],
    "an operator that is none": [
      statement("shop-queue-policy", 0, when("StringEqual", "aws:SourceArn", arns.topic)),
      /wanted an operator that IAM knows/,
    ],
    "a condition that a missing key passes": [
      statement("shop-queue-policy", 0, when("ArnLikeIfExists", "aws:SourceArn", arns.topic)),
      /wanted ArnLike, which a missing key does not pass/,
    ],
    "a condition that an empty list passes": [
      statement(name, at.decrypt, when("ForAllValues:StringEquals", "kms:ViaService", services("sqs"))),
      /wanted StringEquals, which/,
    ],
    "a source that is anything": [
      statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", "*")),
      /wanted a value that excludes something/,
    ],
    "anything smuggled into a list": [
      statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", [arns.topic, "*"])),
      /wanted a value that excludes something/,
    ],
    "everything but one source": [
      statement("shop-queue-policy", 0, when("ArnNotLike", "aws:SourceArn", arns.topic)),
      /wanted an operator that names what is allowed/,
    ],
    "a source that may be missing": [
      statement("shop-queue-policy", 0, when("Null", "aws:SourceArn", "true")),
      /wanted an operator that names what is allowed/,
    ],
    "no value": [statement("shop-queue-policy", 0, when("ArnLike", "aws:SourceArn", [])), /wanted a value/],
    "a key of another issuer": [
      statement("deployer", 0, when("StringEquals", "token.example.org:sub", "shop"), "assumeRolePolicy"),
      /wanted a key that AWS has/,
    ],
  },
});
