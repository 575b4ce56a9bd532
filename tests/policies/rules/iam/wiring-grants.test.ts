import {
  functionMayUseItsWiring,
  functionWritesItsOwnLog,
  wiringWaitsForRights,
} from "../../../../policies/rules/iam/wiring-grants";
import { change, drop, type NamedChange, set, urn, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { arns, at, shop as grantedShop } from "../../../support/policies/shops/granted";
import { arn as grantedArn, statement } from "../../../support/policies/shops/granted-parts";
import { shop } from "../../../support/policies/shops/wired";
import { arn, grant, policy, t } from "../../../support/policies/shops/wired-parts";

/** The same shop, with these statements in place of a function's own. */
function may(name: string, ...statements: readonly object[]): NamedChange {
  return set(`${name}-policy`, "policy", policy(...statements));
}

testRule(functionMayUseItsWiring, {
  valid: shop,
  refuses: {
    "a queue that the role may not read": [
      may("worker", grant(["sqs:ReceiveMessage", "sqs:DeleteMessage"], arn("queue", "work"))),
      "working",
      /eventSourceArn is .*work, wanted its function 'worker' to be granted sqs:GetQueueAttributes on/,
    ],
    "a right on another queue": [
      may("worker", grant("sqs:*", arn("queue", "work-dead"))),
      "working",
      /sqs:ReceiveMessage on/,
    ],
    "a mapping of another queue": [
      set("working", "eventSourceArn", arn("queue", "audit-failures")),
      /eventSourceArn is .*audit-failures/,
    ],
    "a mapping of another function": [
      set("working", "functionName", arn("alias", "reader-live")),
      /its function 'reader' to be granted/,
    ],
    "a right that is denied again": [
      may("worker", grant("sqs:*", "*"), { Effect: "Deny", Action: "sqs:Delete*", Resource: "*" }),
      "working",
      /sqs:DeleteMessage on/,
    ],
    "a stream that the role may not read": [
      may("auditor", grant("sqs:SendMessage", arn("queue", "audit-failures"))),
      "auditing",
      /dynamodb:GetRecords on .*stream/,
    ],
    "failures of a stream that the role may not send": [
      set("auditing", "destinationConfig.onFailure.destinationArn", arn("queue", "work-dead")),
      /sqs:SendMessage on .*work-dead/,
    ],
    "failures of calls that the role may not send": [
      may("reader", grant("sqs:SendMessage", arn("queue", "work"))),
      "reader-retries",
      /sqs:SendMessage on .*reader-failures/,
    ],
    "a key of the queue that the role may not use": [
      set("reader-failures", "kmsMasterKeyId", arn("key", "key")),
      "reader-retries",
      /kms:Decrypt on .*key, kms:GenerateDataKey on .*key/,
    ],
  },
});

const name = "shop-sender-policy";

testRule(functionWritesItsOwnLog, {
  valid: grantedShop,
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
      statement(name, at.logs, { Resource: [`${arns.logs}:*`, grantedArn("logs", "log-group:/aws/lambda/other:*")] }),
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

/** The same shop, with something that waits for these only. */
function alone(name: string, dependencies: readonly string[]): NamedChange {
  return change(name, (item) => ({ ...item, dependencies }));
}

testRule(wiringWaitsForRights, {
  valid: shop,
  refuses: {
    "a function that does not wait for its policy": [
      alone("reader", [urn(t.logGroup, "reader-logs")]),
      /dependsOn is not before it, wanted to wait for reader-policy/,
    ],
    "a function that does not wait for its log group": [
      alone("reader", [urn(t.rolePolicy, "reader-policy")]),
      /wanted to wait for reader-logs/,
    ],
    "a role without rights": [without("reader-policy"), "reader-role", /policies is none, wanted what 'reader' may do/],
    "a mapping that waits for nothing": [alone("working", []), /wanted to wait for worker-policy/],
    "a destination that waits for nothing": [alone("reader-retries", []), /wanted to wait for reader-policy/],
    "a subscription before the queue lets it in": [
      alone("queueing", [urn(t.queuePolicy, "news-dead-policy")]),
      /wanted to wait for work-policy/,
    ],
    "a subscription before its dead letters do": [
      alone("queueing", [urn(t.queuePolicy, "work-policy")]),
      /wanted to wait for news-dead-policy/,
    ],
    "a subscription before the function lets it in": [
      alone("reading", [urn(t.queuePolicy, "news-dead-policy")]),
      /wanted to wait for reader-permission/,
    ],
    "a target before the queue lets it in": [alone("moving", []), /wanted to wait for work-policy/],
  },
});
