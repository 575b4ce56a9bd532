import { trustNamesOneService } from "../../../../policies/rules/least-privilege/trust-names-one-service";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, also, arn, policy, role, statement, types } from "./fixture";

const lambda = { type: types.role, name: "shop-sender-role" } as const;
const rule = { type: types.role, name: "rule-role" } as const;
const deployer = { type: types.role, name: "deployer" } as const;
const issuer = "token.actions.githubusercontent.com";
const token = (subject: Readonly<Record<string, unknown>>) => ({ Condition: subject });
const exact = {
  StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: "repo:shop/shop:environment:prod" },
};
const trust = "assumeRolePolicy";
const to = (principal: unknown) => ({ Principal: principal });

testRule(trustNamesOneService, {
  valid: [
    role("shop-sender-role"),
    resource(types.role, "rule-role", {
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { ArnEquals: { "aws:SourceArn": arn("events", "rule/shop") } },
      }),
    }),
    resource(types.role, "deployer", {
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: exact,
      }),
    }),
  ],
  failing: [
    {
      title: "everybody",
      change: (valid) => statement(valid, lambda.name, 0, to("*"), trust),
      ...lambda,
      says: /assumeRolePolicy\.Statement\[0\]\.Principal is .*wanted one service, or one/,
    },
    {
      title: "the whole account",
      change: (valid) => statement(valid, lambda.name, 0, to({ AWS: `arn:aws:iam::${account}:root` }), trust),
      ...lambda,
      says: /Principal is/,
    },
    {
      title: "another account",
      change: (valid) => statement(valid, lambda.name, 0, to({ AWS: "210987654321" }), trust),
      ...lambda,
      says: /Principal is/,
    },
    {
      title: "a second service",
      change: (valid) =>
        statement(valid, lambda.name, 0, to({ Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] }), trust),
      ...lambda,
      says: /ec2\.amazonaws\.com/,
    },
    {
      title: "an account beside the service",
      change: (valid) =>
        statement(valid, lambda.name, 0, to({ Service: "lambda.amazonaws.com", AWS: "210987654321" }), trust),
      ...lambda,
      says: /210987654321/,
    },
    {
      title: "any service",
      change: (valid) => statement(valid, lambda.name, 0, to({ Service: "*" }), trust),
      ...lambda,
      says: /Principal is/,
    },
    {
      title: "any action",
      change: (valid) => statement(valid, lambda.name, 0, { Action: "sts:*" }, trust),
      ...lambda,
      says: /Action is \["sts:\*"\], wanted sts:AssumeRole/,
    },
    {
      title: "tags beside the role",
      change: (valid) => statement(valid, lambda.name, 0, { Action: ["sts:AssumeRole", "sts:TagSession"] }, trust),
      ...lambda,
      says: /sts:TagSession/,
    },
    {
      title: "a second statement",
      change: (valid) =>
        also(
          valid,
          lambda.name,
          { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
          trust,
        ),
      ...lambda,
      says: /assumeRolePolicy is 2, wanted one statement/,
    },
    {
      title: "nobody",
      change: (valid) => statement(valid, lambda.name, 0, { Effect: "Deny" }, trust),
      ...lambda,
      says: /assumeRolePolicy is 0/,
    },
    {
      title: "a service that may come for anybody",
      change: (valid) => statement(valid, rule.name, 0, { Condition: undefined }, trust),
      ...rule,
      says: /wanted aws:SourceArn, in whose name events\.amazonaws\.com/,
    },
    {
      title: "a source that may be missing",
      change: (valid) =>
        statement(
          valid,
          rule.name,
          0,
          { Condition: { ArnEqualsIfExists: { "aws:SourceArn": arn("events", "rule/shop") } } },
          trust,
        ),
      ...rule,
      says: /wanted aws:SourceArn/,
    },
    {
      title: "tokens of any job",
      change: (valid) =>
        statement(valid, deployer.name, 0, token({ StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } }), trust),
      ...deployer,
      says: /wanted StringEquals on token\.actions\.githubusercontent\.com:sub$|wanted StringEquals on token\.actions\.githubusercontent\.com:sub\./,
    },
    {
      title: "tokens for any audience",
      change: (valid) =>
        statement(
          valid,
          deployer.name,
          0,
          token({ StringEquals: { [`${issuer}:sub`]: "repo:shop/shop:environment:prod" } }),
          trust,
        ),
      ...deployer,
      says: /githubusercontent\.com:aud/,
    },
    {
      title: "tokens of any branch by a pattern",
      change: (valid) =>
        statement(
          valid,
          deployer.name,
          0,
          token({
            ...exact,
            StringLike: { [`${issuer}:sub`]: "repo:shop/shop:*" },
            StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
          }),
          trust,
        ),
      ...deployer,
      says: /githubusercontent\.com:sub/,
    },
    {
      title: "taking the role without a token",
      change: (valid) => statement(valid, deployer.name, 0, { Action: "sts:AssumeRole" }, trust),
      ...deployer,
      says: /wanted sts:AssumeRoleWithWebIdentity/,
    },
  ],
});
