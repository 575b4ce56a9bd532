import {
  policyActionsExist,
  policyActionsFitResources,
  policyAllowsByName,
  policyNamesActions,
} from "../../../../policies/rules/iam/policy-actions";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, at, shop } from "../../../support/policies/shops/granted";
import { account, grant, policy, statement, types } from "../../../support/policies/shops/granted-parts";

const name = "shop-sender-policy";
const allow = {
  Effect: "Allow",
  Principal: { Service: "ses.amazonaws.com" },
  Action: "sns:Publish",
  Resource: arns.topic,
};

testRule(policyActionsExist, {
  valid: [...shop, resource(types.topicPolicy, "news-topic-policy", { policy: policy(allow) })],
  refuses: {
    "a mistyped action": [
      statement(name, at.table, { Action: ["dynamodb:GetItems"] }),
      /is dynamodb:GetItems, wanted an action that AWS knows/,
    ],
    "a service that is not there": [statement(name, at.table, { Action: "dynamo:GetItem" }), /is dynamo:GetItem/],
    "an action without its service": [statement(name, at.table, { Action: "GetItem" }), /is GetItem/],
    "a pattern that no action has": [statement(name, at.table, { Action: "dynamodb:Fetch*" }), /is dynamodb:Fetch\*/],
    "a mistyped action in a topic's policy": [
      statement("news-topic-policy", 0, { Action: "sns:Publsh" }),
      /is sns:Publsh/,
    ],
    "another service's action in a topic's policy": [
      statement("news-topic-policy", 0, { Action: "sqs:SendMessage" }),
      /is sqs:SendMessage, wanted an action of sns/,
    ],
    "an action in a trust that is none of sts": [
      statement("shop-sender-role", 0, { Action: "lambda:InvokeFunction" }, "assumeRolePolicy"),
      /wanted an action of sts/,
    ],
    "a deny that denies nothing": [
      statement("news-topic-policy", 0, { Effect: "Deny", Action: "sns:Pub" }),
      /is sns:Pub,/,
    ],
  },
});

const bucketPolicy = { type: "aws:s3/bucketPolicy:BucketPolicy", name: "files-policy" } as const;
const bucket = "arn:aws:s3:::files";

testRule(policyActionsFitResources, {
  valid: [
    ...shop,
    resource(bucketPolicy.type, "files-policy", {
      policy: policy(
        { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [bucket, `${bucket}/*`] },
        {
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: "s3:PutObject",
          Resource: `${bucket}/logs/*`,
        },
      ),
    }),
  ],
  refuses: {
    "an item of a stream": [
      statement(name, at.errors, { Resource: `${arns.errors}/stream/2026` }),
      /wanted a resource that dynamodb:PutItem is about/,
    ],
    "an item of a queue": [
      statement(name, at.errors, { Resource: arns.queue }),
      /wanted a resource that dynamodb:PutItem is about/,
    ],
    "an item of an index": [statement(name, at.errors, { Resource: arns.index }), /dynamodb:PutItem/],
    "an action for which there is no resource among others": [
      statement(name, at.send, { Action: ["sqs:SendMessage", "sns:Publish"] }),
      /wanted a resource that sns:Publish is about/,
    ],
    "a resource for which there is no action among others": [
      statement(name, at.errors, { Resource: [arns.errors, arns.topic] }),
      /Resource is .*news-topic, wanted a resource of dynamodb:PutItem/,
    ],
    "a name in place of an ARN": [
      statement(name, at.errors, { Resource: "monitoring-errors" }),
      /is \["monitoring-errors"\]|is monitoring-errors/,
    ],
    "an object of the bucket itself": [
      statement("files-policy", 1, { Resource: bucket }),
      /wanted a resource that s3:PutObject is about/,
    ],
  },
});

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
