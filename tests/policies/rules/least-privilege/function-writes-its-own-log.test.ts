import { functionWritesItsOwnLog } from "../../../../policies/rules/least-privilege/function-writes-its-own-log";
import { drop, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arn, statement } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";

testRule(functionWritesItsOwnLog, {
  valid: shop,
  passes: { "Lambda's own name for the group": drop("shop-sender", "loggingConfig") },
  refuses: {
    "no right to write": [
      statement(name, at.logs, { Action: "logs:CreateLogStream" }),
      "shop-sender",
      /wanted logs:PutLogEvents on .*\/aws\/lambda\/shop-sender:\*/,
    ],
    "a right on the group instead of its streams": [
      statement(name, at.logs, { Resource: arns.logs }),
      "shop-sender",
      /wanted logs:CreateLogStream/,
    ],
    "the group of another function beside it": [
      statement(name, at.logs, { Resource: [`${arns.logs}:*`, arn("logs", "log-group:/aws/lambda/other:*")] }),
      /Statement\[0\]\.Resource is .*\/aws\/lambda\/other:\*/,
    ],
    "all groups that begin like it": [
      statement(name, at.logs, { Resource: `${arns.logs}*` }),
      /wanted .*\/aws\/lambda\/shop-sender:\*/,
    ],
    "a group that is not in the stack": [
      set("shop-sender", "loggingConfig.logGroup", "/aws/lambda/renamed"),
      /wanted a log group of this stack/,
    ],
    "no group at all": [without("shop-sender-logs"), "shop-sender", /wanted a log group of this stack/],
  },
});
