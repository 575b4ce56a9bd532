import { policyAllowsByName } from "../../../../policies/rules/least-privilege/policy-allows-by-name";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const topicPolicy = { type: types.topicPolicy, name: "news-topic-policy" } as const;
const deny = { Effect: "Deny", Principal: "*", NotAction: "sns:Publish", Resource: arns.topic };

testRule(policyAllowsByName, {
  valid: [...shop, resource(types.topicPolicy, "news-topic-policy", { policy: policy(deny) })],
  failing: [
    {
      title: "every action but one",
      change: (valid) => statement(valid, name, at.send, { Action: undefined, NotAction: "sqs:DeleteQueue" }),
      ...bearer,
      says: /Statement\[7\]\.NotAction is \["sqs:DeleteQueue"\], wanted an Action/,
    },
    {
      title: "every resource but one",
      change: (valid) => statement(valid, name, at.send, { Resource: undefined, NotResource: arns.queue }),
      ...bearer,
      says: /NotResource is/,
    },
    {
      title: "everybody but one",
      change: (valid) =>
        statement(valid, "news-topic-policy", 0, { Effect: "Allow", Principal: undefined, NotPrincipal: { AWS: "*" } }),
      ...topicPolicy,
      says: /NotPrincipal is/,
    },
    {
      title: "a deny to everybody but one",
      change: (valid) => statement(valid, "news-topic-policy", 0, { Principal: undefined, NotPrincipal: { AWS: "*" } }),
      ...topicPolicy,
      says: /NotPrincipal is/,
    },
    {
      title: "a deny with exceptions that was turned around",
      change: (valid) => statement(valid, "news-topic-policy", 0, { Effect: "Allow" }),
      ...topicPolicy,
      says: /NotAction is/,
    },
    {
      title: "a role for everybody but one",
      change: (valid) =>
        statement(
          valid,
          "shop-sender-role",
          0,
          { Principal: undefined, NotPrincipal: { Service: "ec2.amazonaws.com" } },
          "assumeRolePolicy",
        ),
      type: types.role,
      name: "shop-sender-role",
      says: /assumeRolePolicy\.Statement\[0\]\.NotPrincipal/,
    },
  ],
});
