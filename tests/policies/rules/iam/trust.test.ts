import { trustNamesOneService } from "../../../../policies/rules/iam/trust";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, also, arn, policy, role, statement, types } from "../../../support/policies/shops/granted-parts";

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
  refuses: {
    everybody: [
      statement(lambda.name, 0, to("*"), trust),
      /assumeRolePolicy\.Statement\[0\]\.Principal is .*wanted one service, or one/,
    ],
    "the whole account": [
      statement(lambda.name, 0, to({ AWS: `arn:aws:iam::${account}:root` }), trust),
      /Principal is/,
    ],
    "another account": [statement(lambda.name, 0, to({ AWS: "210987654321" }), trust), /Principal is/],
    "a second service": [
      statement(lambda.name, 0, to({ Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"] }), trust),
      /ec2\.amazonaws\.com/,
    ],
    "an account beside the service": [
      statement(lambda.name, 0, to({ Service: "lambda.amazonaws.com", AWS: "210987654321" }), trust),
      /210987654321/,
    ],
    "any service": [statement(lambda.name, 0, to({ Service: "*" }), trust), /Principal is/],
    "any action": [
      statement(lambda.name, 0, { Action: "sts:*" }, trust),
      /Action is \["sts:\*"\], wanted sts:AssumeRole/,
    ],
    "tags beside the role": [
      statement(lambda.name, 0, { Action: ["sts:AssumeRole", "sts:TagSession"] }, trust),
      /sts:TagSession/,
    ],
    "a second statement": [
      also(
        lambda.name,
        { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
        trust,
      ),
      /assumeRolePolicy is 2, wanted one statement/,
    ],
    nobody: [statement(lambda.name, 0, { Effect: "Deny" }, trust), /assumeRolePolicy is 0/],
    "a service that may come for anybody": [
      statement(rule.name, 0, { Condition: undefined }, trust),
      /wanted aws:SourceArn, in whose name events\.amazonaws\.com/,
    ],
    "a source that may be missing": [
      statement(
        rule.name,
        0,
        { Condition: { ArnEqualsIfExists: { "aws:SourceArn": arn("events", "rule/shop") } } },
        trust,
      ),
      /wanted aws:SourceArn/,
    ],
    "tokens of any job": [
      statement(deployer.name, 0, token({ StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } }), trust),
      /wanted StringEquals on token\.actions\.githubusercontent\.com:sub$|wanted StringEquals on token\.actions\.githubusercontent\.com:sub\./,
    ],
    "tokens for any audience": [
      statement(
        deployer.name,
        0,
        token({ StringEquals: { [`${issuer}:sub`]: "repo:shop/shop:environment:prod" } }),
        trust,
      ),
      /githubusercontent\.com:aud/,
    ],
    "tokens of any branch by a pattern": [
      statement(
        deployer.name,
        0,
        token({
          ...exact,
          StringLike: { [`${issuer}:sub`]: "repo:shop/shop:*" },
          StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
        }),
        trust,
      ),
      /githubusercontent\.com:sub/,
    ],
    "taking the role without a token": [
      statement(deployer.name, 0, { Action: "sts:AssumeRole" }, trust),
      /wanted sts:AssumeRoleWithWebIdentity/,
    ],
  },
});
