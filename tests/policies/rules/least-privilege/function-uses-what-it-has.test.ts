import { functionUsesWhatItHas } from "../../../../policies/rules/least-privilege/function-uses-what-it-has";
import { drop, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, statement } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";

testRule(functionUsesWhatItHas, {
  valid: shop,
  refuses: {
    "a table that the function is not told about": [
      drop("shop-sender", "environment.variables.TABLE"),
      "shop-sender-policy",
      /policy\.Statement\[4\] is dynamodb:GetItem, dynamodb:Query on .*table\/shop-table/,
    ],
    "one resource more in a list": [
      statement(name, at.errors, { Resource: [arns.errors, arns.queue] }),
      /dynamodb:PutItem on .*shop-queue/,
    ],
    "something outside the stack": [
      also(name, grant("s3:GetObject", "arn:aws:s3:::elsewhere/*")),
      /s3:GetObject on arn:aws:s3:::elsewhere/,
    ],
    "polling a queue that no mapping reads": [without("shop-mapping"), "shop-sender-policy", /sqs:ReceiveMessage/],
    "sending to its own queue": [also(name, grant("sqs:SendMessage", arns.queue)), /sqs:SendMessage on .*shop-queue/],
    "an index that the table does not have": [
      statement(name, at.table, { Resource: [arns.table, `${arns.table}/index/ByName`] }),
      /index\/ByName/,
    ],
    "one action more in a list": [
      statement(name, at.errors, { Action: ["dynamodb:PutItem", "sqs:SendMessage"] }),
      /is sqs:SendMessage on .*monitoring-errors/,
    ],
    "a queue by another name": [statement(name, at.send, { Resource: `${arns.deadLetters}-2` }), /shop-dead-letters-2/],
    "traces of a function that is not traced": [
      set("shop-sender", "tracingConfig.mode", "PassThrough"),
      "shop-sender-policy",
      /xray:PutTelemetryRecords, xray:PutTraceSegments on \*/,
    ],
    "mail without an address to send from": [
      drop("shop-sender", "environment.variables.SENDER"),
      "shop-sender-policy",
      /ses:SendEmail on .*identity\/example\.com/,
    ],
    "a right that a policy inside the role adds": [
      set("shop-sender-role", "inlinePolicies", [
        { name: "more", policy: JSON.stringify({ Version: "2012-10-17", Statement: [grant("sns:Publish", "*")] }) },
      ]),
      /inlinePolicies\.0\.policy\.Statement\[0\] is sns:Publish on \*/,
    ],
    "a table and all that begin like it": [
      statement(name, at.errors, { Resource: `${arns.errors}*` }),
      /monitoring-errors\*/,
    ],
    "putting messages off in a queue whose address it does not know": [
      drop("shop-sender", "environment.variables.QUEUE_URL"),
      "shop-sender-policy",
      /is sqs:ChangeMessageVisibility on/,
    ],
  },
});
