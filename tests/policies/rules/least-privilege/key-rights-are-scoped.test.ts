import { keyRightsAreScoped } from "../../../../policies/rules/least-privilege/key-rights-are-scoped";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, policy, statement, types } from "./fixture";
import { arns, at, services, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const when = (operator: string, key: string, value: string | readonly string[]) => ({
  Condition: { [operator]: { [key]: value } },
});
const wanted = /Statement\[9\]\.Condition is .*, wanted StringEquals on kms:ViaService or/;

testRule(keyRightsAreScoped, {
  valid: shop,
  failing: [
    {
      title: "no condition",
      change: (valid) => statement(valid, name, at.decrypt, { Condition: undefined }),
      ...bearer,
      says: wanted,
    },
    {
      title: "a condition of another kind",
      change: (valid) => statement(valid, name, at.decrypt, when("StringEquals", "kms:CallerAccount", "123456789012")),
      ...bearer,
      says: wanted,
    },
    {
      title: "a pattern for all services",
      change: (valid) => statement(valid, name, at.decrypt, when("StringLike", "kms:ViaService", "*.amazonaws.com")),
      ...bearer,
      says: wanted,
    },
    {
      title: "a service that may be missing",
      change: (valid) =>
        statement(valid, name, at.decrypt, when("StringEqualsIfExists", "kms:ViaService", services("sqs"))),
      ...bearer,
      says: wanted,
    },
    {
      title: "every key",
      change: (valid) => statement(valid, name, at.decrypt, { Resource: "*" }),
      ...bearer,
      says: /Statement\[9\]\.Resource is \["\*"\], wanted the ARN of one key/,
    },
    {
      title: "every key of the account",
      change: (valid) => statement(valid, name, at.decrypt, { Resource: arns.key.replace("key/1", "key/*") }),
      ...bearer,
      says: /key\/\*/,
    },
    {
      title: "an alias, which is no key",
      change: (valid) => statement(valid, name, at.decrypt, { Resource: arns.key.replace("key/1", "alias/shop") }),
      ...bearer,
      says: /alias\/shop/,
    },
    {
      title: "an open statement beside the good ones",
      change: (valid) => also(valid, name, grant("kms:Decrypt", arns.key)),
      ...bearer,
      says: /Statement\[11\]\.Condition/,
    },
    {
      title: "a managed policy",
      change: (valid) => [
        ...valid,
        resource("aws:iam/policy:Policy", "open", { policy: policy(grant("kms:*", "*")) }),
        resource(types.attachment, "attached", {
          role: "shop-sender-role",
          policyArn: "arn:aws:test:eu-central-1:123456789012:Policy/open",
        }),
      ],
      type: "aws:iam/policy:Policy",
      name: "open",
      says: /Statement\[0\]\.Resource is/,
    },
  ],
});
