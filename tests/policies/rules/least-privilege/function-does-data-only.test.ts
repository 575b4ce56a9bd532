import { functionDoesDataOnly } from "../../../../policies/rules/least-privilege/function-does-data-only";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const refused = (action: string) => new RegExp(`Action is ${action.replace("*", "\\*")}, wanted an action on single`);

const managing = [
  "dynamodb:Scan",
  "dynamodb:DeleteItem",
  "dynamodb:DeleteTable",
  "dynamodb:PartiQLSelect",
  "sqs:PurgeQueue",
  "sqs:SetQueueAttributes",
  "sns:Subscribe",
  "sns:TagResource",
  "kms:CreateGrant",
  "kms:ScheduleKeyDeletion",
  "logs:DeleteLogGroup",
  "iam:PassRole",
] as const;

testRule(functionDoesDataOnly, {
  valid: shop,
  failing: [
    {
      title: "a wildcard that holds more than data",
      change: (valid) => statement(valid, name, at.table, { Action: "dynamodb:*" }),
      ...bearer,
      says: refused("dynamodb:DeleteTable"),
    },
    ...managing.map((action) => ({
      title: action,
      change: () => also(shop, name, grant(["sns:Publish", action], arns.topic)),
      ...bearer,
      says: refused(action),
    })),
  ],
});
