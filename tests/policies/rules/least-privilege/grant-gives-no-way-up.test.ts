import { grantGivesNoWayUp } from "../../../../policies/rules/least-privilege/grant-gives-no-way-up";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, type Fields, grant, policy, rolePolicy } from "./fixture";

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
