import { functionWritesItsOwnLog } from "../../../../policies/rules/least-privilege/function-writes-its-own-log";
import { drop, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;
const lambda = { type: types.function, name: "shop-sender" } as const;

testRule(functionWritesItsOwnLog, {
  valid: shop,
  passing: [{ title: "Lambda's own name for the group", resources: drop(shop, "shop-sender", "loggingConfig") }],
  failing: [
    {
      title: "no right to write",
      change: (valid) => statement(valid, name, at.logs, { Action: "logs:CreateLogStream" }),
      ...lambda,
      says: /wanted logs:PutLogEvents on .*\/aws\/lambda\/shop-sender:\*/,
    },
    {
      title: "a right on the group instead of its streams",
      change: (valid) => statement(valid, name, at.logs, { Resource: arns.logs }),
      ...lambda,
      says: /wanted logs:CreateLogStream/,
    },
    {
      title: "the group of another function beside it",
      change: (valid) =>
        statement(valid, name, at.logs, { Resource: [`${arns.logs}:*`, arn("logs", "log-group:/aws/lambda/other:*")] }),
      ...bearer,
      says: /Statement\[0\]\.Resource is .*\/aws\/lambda\/other:\*/,
    },
    {
      title: "all groups that begin like it",
      change: (valid) => statement(valid, name, at.logs, { Resource: `${arns.logs}*` }),
      ...bearer,
      says: /wanted .*\/aws\/lambda\/shop-sender:\*/,
    },
    {
      title: "a group that is not in the stack",
      change: (valid) => set(valid, "shop-sender", "loggingConfig.logGroup", "/aws/lambda/renamed"),
      ...lambda,
      says: /wanted a log group of this stack/,
    },
    {
      title: "no group at all",
      change: (valid) => without(valid, "shop-sender-logs"),
      ...lambda,
      says: /wanted a log group of this stack/,
    },
  ],
});
