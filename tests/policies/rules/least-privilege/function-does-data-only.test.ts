import { functionDoesDataOnly } from "../../../../policies/rules/least-privilege/function-does-data-only";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { also, grant, statement } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
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
  refuses: {
    "a wildcard that holds more than data": [
      statement(name, at.table, { Action: "dynamodb:*" }),
      refused("dynamodb:DeleteTable"),
    ],
    ...casesOf(managing, (action) => [action, also(name, grant(["sns:Publish", action], arns.topic)), refused(action)]),
  },
});
