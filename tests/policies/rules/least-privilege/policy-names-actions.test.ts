import { policyNamesActions } from "../../../../policies/rules/least-privilege/policy-names-actions";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, grant, policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const queuePolicy = { type: types.queuePolicy, name: "shop-queue-policy" } as const;
const key = { type: types.key, name: "shop-key" } as const;
const root = { AWS: `arn:aws:iam::${account}:root` };
const service = { Service: "sns.amazonaws.com" };
const keyPolicy = policy(
  { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" },
  { Effect: "Allow", Principal: service, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" },
);

testRule(policyNamesActions, {
  valid: [
    ...set(shop, "shop-key", "policy", keyPolicy),
    resource(types.queuePolicy, "shop-queue-policy", {
      policy: policy(
        { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arns.queue },
        { Effect: "Allow", Principal: service, Action: "sqs:SendMessage", Resource: arns.queue },
      ),
    }),
  ],
  failing: [
    {
      title: "everything",
      change: (valid) => statement(valid, name, at.table, { Action: "*" }),
      ...bearer,
      says: /Statement\[4\]\.Action is \*, wanted the name/,
    },
    {
      title: "all of a service",
      change: (valid) => statement(valid, name, at.table, { Action: ["dynamodb:GetItem", "dynamodb:*"] }),
      ...bearer,
      says: /is dynamodb:\*/,
    },
    {
      title: "a group of actions",
      change: (valid) => statement(valid, name, at.table, { Action: "dynamodb:Get*" }),
      ...bearer,
      says: /is dynamodb:Get\*/,
    },
    {
      title: "a question mark",
      change: (valid) => statement(valid, name, at.send, { Action: "sqs:SendMessag?" }),
      ...bearer,
      says: /is sqs:SendMessag\?/,
    },
    {
      title: "everything in a queue's policy",
      change: (valid) => statement(valid, "shop-queue-policy", 1, { Action: "SQS:*" }),
      ...queuePolicy,
      says: /Statement\[1\]\.Action is SQS:\*/,
    },
    {
      title: "a deny that was turned around",
      change: (valid) => statement(valid, "shop-queue-policy", 0, { Effect: "Allow" }),
      ...queuePolicy,
      says: /Statement\[0\]\.Action is sqs:\*/,
    },
    {
      title: "a key given to a service as a whole",
      change: (valid) => statement(valid, "shop-key", 1, { Action: "kms:*" }),
      ...key,
      says: /Statement\[1\]\.Action is kms:\*/,
    },
    {
      title: "a key given to a role as a whole",
      change: (valid) =>
        statement(valid, "shop-key", 0, { Principal: { AWS: `arn:aws:iam::${account}:role/shop-sender-role` } }),
      ...key,
      says: /Statement\[0\]\.Action is kms:\*/,
    },
    {
      title: "a group of actions on a key beyond those of AWS's guides",
      change: (valid) => statement(valid, "shop-key", 1, { Action: "kms:Create*" }),
      ...key,
      says: /kms:Create\*/,
    },
    {
      title: "a policy inside a role",
      change: (valid) =>
        set(valid, "shop-sender-role", "inlinePolicies", [{ name: "more", policy: policy(grant("s3:*", "*")) }]),
      type: types.role,
      name: "shop-sender-role",
      says: /inlinePolicies\.0\.policy\.Statement\[0\]\.Action is s3:\*/,
    },
    {
      title: "a managed policy",
      change: (valid) => [
        ...valid,
        resource("aws:iam/policy:Policy", "more", { policy: policy(grant("*", "*")) }),
        resource(types.attachment, "attached", {
          role: "shop-sender-role",
          policyArn: "arn:aws:test:eu-central-1:123456789012:Policy/more",
        }),
      ],
      type: "aws:iam/policy:Policy",
      name: "more",
      says: /Action is \*/,
    },
  ],
});
