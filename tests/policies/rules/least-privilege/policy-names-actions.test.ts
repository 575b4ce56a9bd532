import { policyNamesActions } from "../../../../policies/rules/least-privilege/policy-names-actions";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, grant, policy, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const root = { AWS: `arn:aws:iam::${account}:root` };
const service = { Service: "sns.amazonaws.com" };
const keyPolicy = policy(
  { Effect: "Allow", Principal: root, Action: "kms:*", Resource: "*" },
  { Effect: "Allow", Principal: service, Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" },
);

testRule(policyNamesActions, {
  valid: [
    ...set("shop-key", "policy", keyPolicy)(shop),
    resource(types.queuePolicy, "shop-queue-policy", {
      policy: policy(
        { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arns.queue },
        { Effect: "Allow", Principal: service, Action: "sqs:SendMessage", Resource: arns.queue },
      ),
    }),
  ],
  refuses: {
    everything: [statement(name, at.table, { Action: "*" }), /Statement\[4\]\.Action is \*, wanted the name/],
    "all of a service": [statement(name, at.table, { Action: ["dynamodb:GetItem", "dynamodb:*"] }), /is dynamodb:\*/],
    "a group of actions": [statement(name, at.table, { Action: "dynamodb:Get*" }), /is dynamodb:Get\*/],
    "a question mark": [statement(name, at.send, { Action: "sqs:SendMessag?" }), /is sqs:SendMessag\?/],
    "everything in a queue's policy": [
      statement("shop-queue-policy", 1, { Action: "SQS:*" }),
      /Statement\[1\]\.Action is SQS:\*/,
    ],
    "a deny that was turned around": [
      statement("shop-queue-policy", 0, { Effect: "Allow" }),
      /Statement\[0\]\.Action is sqs:\*/,
    ],
    "a key given to a service as a whole": [
      statement("shop-key", 1, { Action: "kms:*" }),
      /Statement\[1\]\.Action is kms:\*/,
    ],
    "a key given to a role as a whole": [
      statement("shop-key", 0, { Principal: { AWS: `arn:aws:iam::${account}:role/shop-sender-role` } }),
      /Statement\[0\]\.Action is kms:\*/,
    ],
    "a group of actions on a key beyond those of AWS's guides": [
      statement("shop-key", 1, { Action: "kms:Create*" }),
      /kms:Create\*/,
    ],
    "a policy inside a role": [
      set("shop-sender-role", "inlinePolicies", [{ name: "more", policy: policy(grant("s3:*", "*")) }]),
      /inlinePolicies\.0\.policy\.Statement\[0\]\.Action is s3:\*/,
    ],
    "a managed policy": [
      (valid) => [
        ...valid,
        resource("aws:iam/policy:Policy", "more", { policy: policy(grant("*", "*")) }),
        resource(types.attachment, "attached", {
          role: "shop-sender-role",
          policyArn: "arn:aws:test:eu-central-1:123456789012:Policy/more",
        }),
      ],
      "more",
      /Action is \*/,
    ],
  },
});
