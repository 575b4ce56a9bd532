import { policyIsReadable } from "../../../../policies/rules/least-privilege/policy-is-readable";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { grant, policy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

const name = "shop-sender-policy";
const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arns.queue };

testRule(policyIsReadable, {
  valid: [...shop, resource(types.queuePolicy, "shop-queue-policy", { policy: policy(deny) })],
  refuses: {
    "what is no JSON": [set(name, "policy", "{"), /policy is \{, wanted a policy document/],
    "no policy": [drop("shop-queue-policy", "policy"), /policy is not set/],
    "no statement": [set(name, "policy", policy()), /at least one statement/],
    "a queue's own policy that is empty": [set("shop-queue", "policy", "{}"), /policy is \{\}/],
    "no version, which is the one of 2008": [
      set(name, "policy", JSON.stringify({ Statement: [grant("sns:Publish", arns.topic)] })),
      /policy\.Version is not set, wanted 2012-10-17/,
    ],
    "a mistyped effect": [statement(name, 8, { Effect: "allow" }), /Statement\[8\] is .*an Effect/],
    "no action": [statement(name, 8, { Action: undefined }), /wanted an Action/],
    "no resource": [statement(name, 8, { Resource: undefined }), /wanted a Resource/],
    "an empty list of resources": [statement(name, 8, { Resource: [] }), /wanted a Resource/],
    "a role's policy with a principal": [statement(name, 8, { Principal: "*" }), /wanted no Principal/],
    "a queue's policy without a principal": [
      statement("shop-queue-policy", 0, { Principal: undefined }),
      /wanted a Principal/,
    ],
    "a trust without a principal": [
      statement("shop-sender-role", 0, { Principal: undefined }, "assumeRolePolicy"),
      /assumeRolePolicy\.Statement\[0\] is .*wanted a Principal/,
    ],
  },
});
