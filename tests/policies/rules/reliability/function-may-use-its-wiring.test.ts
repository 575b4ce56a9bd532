import type { Resource } from "../../../../local/policies/requests";
import { functionMayUseItsWiring } from "../../../../policies/rules/reliability/function-may-use-its-wiring";
import { set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, grant, policy, t } from "./shop-parts";

/** The same shop, with these statements in place of a function's own. */
function may(valid: readonly Resource[], name: string, ...statements: readonly object[]): readonly Resource[] {
  return set(valid, `${name}-policy`, "policy", policy(...statements));
}

testRule(functionMayUseItsWiring, {
  valid: shop,
  failing: [
    {
      title: "a queue that the role may not read",
      change: (valid) => may(valid, "worker", grant(["sqs:ReceiveMessage", "sqs:DeleteMessage"], arn("queue", "work"))),
      type: t.mapping,
      name: "working",
      says: /eventSourceArn is .*work, wanted its function 'worker' to be granted sqs:GetQueueAttributes on/,
    },
    {
      title: "a right on another queue",
      change: (valid) => may(valid, "worker", grant("sqs:*", arn("queue", "work-dead"))),
      type: t.mapping,
      name: "working",
      says: /sqs:ReceiveMessage on/,
    },
    {
      title: "a mapping of another queue",
      change: (valid) => set(valid, "working", "eventSourceArn", arn("queue", "audit-failures")),
      type: t.mapping,
      name: "working",
      says: /eventSourceArn is .*audit-failures/,
    },
    {
      title: "a mapping of another function",
      change: (valid) => set(valid, "working", "functionName", arn("alias", "reader-live")),
      type: t.mapping,
      name: "working",
      says: /its function 'reader' to be granted/,
    },
    {
      title: "a right that is denied again",
      change: (valid) =>
        may(valid, "worker", grant("sqs:*", "*"), { Effect: "Deny", Action: "sqs:Delete*", Resource: "*" }),
      type: t.mapping,
      name: "working",
      says: /sqs:DeleteMessage on/,
    },
    {
      title: "a stream that the role may not read",
      change: (valid) => may(valid, "auditor", grant("sqs:SendMessage", arn("queue", "audit-failures"))),
      type: t.mapping,
      name: "auditing",
      says: /dynamodb:GetRecords on .*stream/,
    },
    {
      title: "failures of a stream that the role may not send",
      change: (valid) =>
        set(valid, "auditing", "destinationConfig.onFailure.destinationArn", arn("queue", "work-dead")),
      type: t.mapping,
      name: "auditing",
      says: /sqs:SendMessage on .*work-dead/,
    },
    {
      title: "failures of calls that the role may not send",
      change: (valid) => may(valid, "reader", grant("sqs:SendMessage", arn("queue", "work"))),
      type: t.config,
      name: "reader-retries",
      says: /sqs:SendMessage on .*reader-failures/,
    },
    {
      title: "a key of the queue that the role may not use",
      change: (valid) => set(valid, "reader-failures", "kmsMasterKeyId", arn("key", "key")),
      type: t.config,
      name: "reader-retries",
      says: /kms:Decrypt on .*key, kms:GenerateDataKey on .*key/,
    },
  ],
});
