import { grantGivesNoWayUp, grantStaysInItsPipeline } from "../../../../policies/rules/iam/grants";
import { change, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, at, shop } from "../../../support/policies/shops/granted";
import {
  account,
  also,
  arn,
  type Fields,
  grant,
  lacking,
  policy,
  rolePolicy,
  statement,
  types,
} from "../../../support/policies/shops/granted-parts";

const name = "deploy-policy";
const bound = { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/bounds` } };
const passed = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
const role = `arn:aws:iam::${account}:role/shop-role`;
const instead = (statement: Fields) => set(name, "policy", policy(statement));

testRule(grantGivesNoWayUp, {
  valid: [
    rolePolicy(
      name,
      "deploy",
      grant(["iam:CreateRole", "iam:PutRolePolicy"], `arn:aws:iam::${account}:role/shop-*`, { Condition: bound }),
      grant("iam:PassRole", role, { Condition: passed }),
      grant(["iam:DeleteRole", "iam:GetRole"], role),
      grant("sts:AssumeRole", role),
      grant("sqs:SetQueueAttributes", `arn:aws:sqs:eu-central-1:${account}:shop-queue`),
    ),
  ],
  refuses: {
    "roles without a boundary": [
      instead(grant("iam:CreateRole", role)),
      /Action is iam:CreateRole, wanted StringEquals on iam:PermissionsBoundary/,
    ],
    "roles with any boundary": [
      instead(grant("iam:CreateRole", role, { Condition: { StringLike: { "iam:PermissionsBoundary": "*" } } })),
      /iam:CreateRole/,
    ],
    "all of IAM": [instead(grant("iam:*", role)), /iam:CreateAccessKey, wanted no such grant/],
    "passing any role": [
      instead(grant("iam:PassRole", "*", { Condition: passed })),
      /iam:PassRole, wanted exact roles/,
    ],
    "passing any role of the account": [
      instead(grant("iam:PassRole", `arn:aws:iam::${account}:role/*`, { Condition: passed })),
      /iam:PassRole/,
    ],
    "passing a role to any service": [instead(grant("iam:PassRole", role)), /iam:PassRole/],
    "passing a role to services by a pattern": [
      instead(grant("iam:PassRole", role, { Condition: { StringLike: { "iam:PassedToService": "*" } } })),
      /iam:PassRole/,
    ],
    "taking any role": [instead(grant("sts:AssumeRole", "*")), /sts:AssumeRole, wanted the ARN of one role/],
    "taking roles of any account": [instead(grant("sts:AssumeRole", "arn:aws:iam::*:role/shop")), /sts:AssumeRole/],
    "keys of users": [instead(grant("iam:CreateAccessKey", "*")), /iam:CreateAccessKey, wanted no such grant/],
    "new versions of policies": [instead(grant("iam:CreatePolicyVersion", role)), /iam:CreatePolicyVersion/],
    "taking boundaries away": [
      instead(grant("iam:DeleteRolePermissionsBoundary", role)),
      /DeleteRolePermissionsBoundary/,
    ],
    "policies of users": [instead(grant("iam:AttachUserPolicy", "*", { Condition: bound })), /iam:AttachUserPolicy/],
    "policies of any bucket": [instead(grant("s3:PutBucketPolicy", "*")), /s3:PutBucketPolicy, wanted the ARNs/],
  },
});

const grantName = "shop-sender-policy";
const other = resource(types.queue, "news-queue", {}, { outputs: { arn: arn("sqs", "news-queue") } });
const component = resource("backoffice:pipelines:News", "news-pipeline");

testRule(grantStaysInItsPipeline, {
  valid: [...shop, other, component],
  config: {
    flows: [
      { from: "*", to: "monitoring", actions: ["dynamodb:PutItem"] },
      { from: "shop", to: "news", actions: ["sns:Publish"] },
    ],
    reason: "the data flow of the shop of these tests",
  },
  refuses: {
    "another action on the error log": [
      statement(grantName, at.errors, { Action: ["dynamodb:PutItem", "dynamodb:GetItem"] }),
      /Statement\[3\] is dynamodb:GetItem on 'monitoring-errors', wanted no such right from shop to monitoring/,
    ],
    "an index of another pipeline's table": [
      also(grantName, grant("dynamodb:Query", `${arns.errors}/index/ByCustomer`)),
      /dynamodb:Query on 'monitoring-errors'/,
    ],
    "a stream of another pipeline's table": [
      also(grantName, grant("dynamodb:GetRecords", `${arns.errors}/stream/2026`)),
      /dynamodb:GetRecords on 'monitoring-errors'/,
    ],
    "another pipeline's queue beside its own": [
      statement(grantName, at.send, { Resource: [arns.deadLetters, arn("sqs", "news-queue")] }),
      /sqs:SendMessage on 'news-queue'/,
    ],
    "a pattern that reaches over the border": [
      statement(grantName, at.send, { Resource: arn("sqs", "*-queue") }),
      /sqs:SendMessage on 'news-queue'/,
    ],
    "a queue that has moved into another pipeline": [
      change("shop-dead-letters", (item) => ({ ...item, parent: component.urn })),
      "shop-sender-policy",
      /sqs:SendMessage on 'shop-dead-letters', wanted no such right from shop to news/,
    ],
    "a flow against its direction": [
      (valid) => [
        ...lacking(grantName, at.publish)(valid),
        resource(types.function, "news-reader", { role: `${arns.sender}-role` }),
        ...also(
          "news-reader-policy",
          grant("sqs:SendMessage", arns.queue),
        )([resource(types.rolePolicy, "news-reader-policy", { role: "news-reader-role", policy: '{"Statement":[]}' })]),
        resource(
          types.role,
          "news-reader-role",
          { name: "news-reader-role" },
          { outputs: { arn: `${arns.sender}-role` } },
        ),
      ],
      "news-reader-policy",
      /sqs:SendMessage on 'shop-queue', wanted no such right from news to shop/,
    ],
  },
});
