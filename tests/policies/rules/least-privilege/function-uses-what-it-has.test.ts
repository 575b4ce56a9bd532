import { functionUsesWhatItHas } from "../../../../policies/rules/least-privilege/function-uses-what-it-has";
import { drop, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { also, grant, statement, types } from "./fixture";
import { arns, at, shop } from "./shop";

const name = "shop-sender-policy";
const bearer = { type: types.rolePolicy, name } as const;

testRule(functionUsesWhatItHas, {
  valid: shop,
  failing: [
    {
      title: "a table that the function is not told about",
      change: (valid) => drop(valid, "shop-sender", "environment.variables.TABLE"),
      ...bearer,
      says: /policy\.Statement\[4\] is dynamodb:GetItem, dynamodb:Query on .*table\/shop-table/,
    },
    {
      title: "one resource more in a list",
      change: (valid) => statement(valid, name, at.errors, { Resource: [arns.errors, arns.queue] }),
      ...bearer,
      says: /dynamodb:PutItem on .*shop-queue/,
    },
    {
      title: "something outside the stack",
      change: (valid) => also(valid, name, grant("s3:GetObject", "arn:aws:s3:::elsewhere/*")),
      ...bearer,
      says: /s3:GetObject on arn:aws:s3:::elsewhere/,
    },
    {
      title: "polling a queue that no mapping reads",
      change: (valid) => without(valid, "shop-mapping"),
      ...bearer,
      says: /sqs:ReceiveMessage/,
    },
    {
      title: "sending to its own queue",
      change: (valid) => also(valid, name, grant("sqs:SendMessage", arns.queue)),
      ...bearer,
      says: /sqs:SendMessage on .*shop-queue/,
    },
    {
      title: "an index that the table does not have",
      change: (valid) => statement(valid, name, at.table, { Resource: [arns.table, `${arns.table}/index/ByName`] }),
      ...bearer,
      says: /index\/ByName/,
    },
    {
      title: "one action more in a list",
      change: (valid) => statement(valid, name, at.errors, { Action: ["dynamodb:PutItem", "sqs:SendMessage"] }),
      ...bearer,
      says: /is sqs:SendMessage on .*monitoring-errors/,
    },
    {
      title: "a queue by another name",
      change: (valid) => statement(valid, name, at.send, { Resource: `${arns.deadLetters}-2` }),
      ...bearer,
      says: /shop-dead-letters-2/,
    },
    {
      title: "traces of a function that is not traced",
      change: (valid) => set(valid, "shop-sender", "tracingConfig.mode", "PassThrough"),
      ...bearer,
      says: /xray:PutTelemetryRecords, xray:PutTraceSegments on \*/,
    },
    {
      title: "mail without an address to send from",
      change: (valid) => drop(valid, "shop-sender", "environment.variables.SENDER"),
      ...bearer,
      says: /ses:SendEmail on .*identity\/example\.com/,
    },
    {
      title: "a right that a policy inside the role adds",
      change: (valid) =>
        set(valid, "shop-sender-role", "inlinePolicies", [
          { name: "more", policy: JSON.stringify({ Version: "2012-10-17", Statement: [grant("sns:Publish", "*")] }) },
        ]),
      type: types.role,
      name: "shop-sender-role",
      says: /inlinePolicies\.0\.policy\.Statement\[0\] is sns:Publish on \*/,
    },
    {
      title: "a table and all that begin like it",
      change: (valid) => statement(valid, name, at.errors, { Resource: `${arns.errors}*` }),
      ...bearer,
      says: /monitoring-errors\*/,
    },
    {
      title: "putting messages off in a queue whose address it does not know",
      change: (valid) => drop(valid, "shop-sender", "environment.variables.QUEUE_URL"),
      ...bearer,
      says: /is sqs:ChangeMessageVisibility on/,
    },
  ],
});
