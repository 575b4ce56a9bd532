import { policyIsReadable } from "../../../../policies/rules/least-privilege/policy-is-readable";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { grant, policy, statement, types } from "./fixture";
import { arns, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const role = { type: types.role, name: "shop-sender-role" } as const;
const queuePolicy = { type: types.queuePolicy, name: "shop-queue-policy" } as const;
const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arns.queue };

testRule(policyIsReadable, {
  valid: [...shop, resource(types.queuePolicy, "shop-queue-policy", { policy: policy(deny) })],
  failing: [
    {
      title: "what is no JSON",
      change: (valid) => set(valid, name, "policy", "{"),
      ...bearer,
      says: /policy is \{, wanted a policy document/,
    },
    {
      title: "no policy",
      change: (valid) => drop(valid, "shop-queue-policy", "policy"),
      ...queuePolicy,
      says: /policy is not set/,
    },
    {
      title: "no statement",
      change: (valid) => set(valid, name, "policy", policy()),
      ...bearer,
      says: /at least one statement/,
    },
    {
      title: "a queue's own policy that is empty",
      change: (valid) => set(valid, "shop-queue", "policy", "{}"),
      type: types.queue,
      name: "shop-queue",
      says: /policy is \{\}/,
    },
    {
      title: "no version, which is the one of 2008",
      change: (valid) => set(valid, name, "policy", JSON.stringify({ Statement: [grant("sns:Publish", arns.topic)] })),
      ...bearer,
      says: /policy\.Version is not set, wanted 2012-10-17/,
    },
    {
      title: "a mistyped effect",
      change: (valid) => statement(valid, name, 8, { Effect: "allow" }),
      ...bearer,
      says: /Statement\[8\] is .*an Effect/,
    },
    {
      title: "no action",
      change: (valid) => statement(valid, name, 8, { Action: undefined }),
      ...bearer,
      says: /wanted an Action/,
    },
    {
      title: "no resource",
      change: (valid) => statement(valid, name, 8, { Resource: undefined }),
      ...bearer,
      says: /wanted a Resource/,
    },
    {
      title: "an empty list of resources",
      change: (valid) => statement(valid, name, 8, { Resource: [] }),
      ...bearer,
      says: /wanted a Resource/,
    },
    {
      title: "a role's policy with a principal",
      change: (valid) => statement(valid, name, 8, { Principal: "*" }),
      ...bearer,
      says: /wanted no Principal/,
    },
    {
      title: "a queue's policy without a principal",
      change: (valid) => statement(valid, "shop-queue-policy", 0, { Principal: undefined }),
      ...queuePolicy,
      says: /wanted a Principal/,
    },
    {
      title: "a trust without a principal",
      change: (valid) => statement(valid, "shop-sender-role", 0, { Principal: undefined }, "assumeRolePolicy"),
      ...role,
      says: /assumeRolePolicy\.Statement\[0\] is .*wanted a Principal/,
    },
  ],
});
