import { policyAllowsByName } from "../../../../policies/rules/least-privilege/policy-allows-by-name";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const deny = { Effect: "Deny", Principal: "*", NotAction: "sns:Publish", Resource: arns.topic };

testRule(policyAllowsByName, {
  valid: [...shop, resource(types.topicPolicy, "news-topic-policy", { policy: policy(deny) })],
  refuses: {
    "every action but one": [
      statement(name, at.send, { Action: undefined, NotAction: "sqs:DeleteQueue" }),
      /Statement\[7\]\.NotAction is \["sqs:DeleteQueue"\], wanted an Action/,
    ],
    "every resource but one": [
      statement(name, at.send, { Resource: undefined, NotResource: arns.queue }),
      /NotResource is/,
    ],
    "everybody but one": [
      statement("news-topic-policy", 0, { Effect: "Allow", Principal: undefined, NotPrincipal: { AWS: "*" } }),
      /NotPrincipal is/,
    ],
    "a deny to everybody but one": [
      statement("news-topic-policy", 0, { Principal: undefined, NotPrincipal: { AWS: "*" } }),
      /NotPrincipal is/,
    ],
    "a deny with exceptions that was turned around": [
      statement("news-topic-policy", 0, { Effect: "Allow" }),
      /NotAction is/,
    ],
    "a role for everybody but one": [
      statement(
        "shop-sender-role",
        0,
        { Principal: undefined, NotPrincipal: { Service: "ec2.amazonaws.com" } },
        "assumeRolePolicy",
      ),
      /assumeRolePolicy\.Statement\[0\]\.NotPrincipal/,
    ],
  },
});
