import { functionMayUseItsWiring } from "../../../../policies/rules/reliability/function-may-use-its-wiring";
import { type NamedChange, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, grant, policy } from "./shop-parts";

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
