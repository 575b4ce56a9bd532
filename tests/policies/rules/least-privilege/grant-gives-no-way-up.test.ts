import type { Resource } from "../../../../local/policies/requests";
import { grantGivesNoWayUp } from "../../../../policies/rules/least-privilege/grant-gives-no-way-up";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { account, type Fields, grant, policy, rolePolicy, types } from "./fixture";

const name = "deploy-policy";
const bearer = { type: types.rolePolicy, name } as const;
const bound = { StringEquals: { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/bounds` } };
const passed = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };
const role = `arn:aws:iam::${account}:role/shop-role`;
const instead =
  (statement: Fields) =>
  (valid: readonly Resource[]): readonly Resource[] =>
    set(valid, name, "policy", policy(statement));

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
  failing: [
    {
      title: "roles without a boundary",
      change: instead(grant("iam:CreateRole", role)),
      ...bearer,
      says: /Action is iam:CreateRole, wanted StringEquals on iam:PermissionsBoundary/,
    },
    {
      title: "roles with any boundary",
      change: instead(grant("iam:CreateRole", role, { Condition: { StringLike: { "iam:PermissionsBoundary": "*" } } })),
      ...bearer,
      says: /iam:CreateRole/,
    },
    {
      title: "all of IAM",
      change: instead(grant("iam:*", role)),
      ...bearer,
      says: /iam:CreateAccessKey, wanted no such grant/,
    },
    {
      title: "passing any role",
      change: instead(grant("iam:PassRole", "*", { Condition: passed })),
      ...bearer,
      says: /iam:PassRole, wanted exact roles/,
    },
    {
      title: "passing any role of the account",
      change: instead(grant("iam:PassRole", `arn:aws:iam::${account}:role/*`, { Condition: passed })),
      ...bearer,
      says: /iam:PassRole/,
    },
    {
      title: "passing a role to any service",
      change: instead(grant("iam:PassRole", role)),
      ...bearer,
      says: /iam:PassRole/,
    },
    {
      title: "passing a role to services by a pattern",
      change: instead(grant("iam:PassRole", role, { Condition: { StringLike: { "iam:PassedToService": "*" } } })),
      ...bearer,
      says: /iam:PassRole/,
    },
    {
      title: "taking any role",
      change: instead(grant("sts:AssumeRole", "*")),
      ...bearer,
      says: /sts:AssumeRole, wanted the ARN of one role/,
    },
    {
      title: "taking roles of any account",
      change: instead(grant("sts:AssumeRole", "arn:aws:iam::*:role/shop")),
      ...bearer,
      says: /sts:AssumeRole/,
    },
    {
      title: "keys of users",
      change: instead(grant("iam:CreateAccessKey", "*")),
      ...bearer,
      says: /iam:CreateAccessKey, wanted no such grant/,
    },
    {
      title: "new versions of policies",
      change: instead(grant("iam:CreatePolicyVersion", role)),
      ...bearer,
      says: /iam:CreatePolicyVersion/,
    },
    {
      title: "taking boundaries away",
      change: instead(grant("iam:DeleteRolePermissionsBoundary", role)),
      ...bearer,
      says: /DeleteRolePermissionsBoundary/,
    },
    {
      title: "policies of users",
      change: instead(grant("iam:AttachUserPolicy", "*", { Condition: bound })),
      ...bearer,
      says: /iam:AttachUserPolicy/,
    },
    {
      title: "policies of any bucket",
      change: instead(grant("s3:PutBucketPolicy", "*")),
      ...bearer,
      says: /s3:PutBucketPolicy, wanted the ARNs/,
    },
  ],
});
