import { physicalNamesFollowPattern } from "../../../../policies/rules/tagging/physical-names-follow-pattern";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const queue = "aws:sqs/queue:Queue";
const group = "aws:cloudwatch/logGroup:LogGroup";
const bucket = "aws:s3/bucket:Bucket";

testRule(physicalNamesFollowPattern, {
  valid: [
    resource(queue, "mails", { name: `confirmations-${"x".repeat(61)}-prod`, tags: { Environment: "prod" } }),
    resource(queue, "first", { name: "orders-first-prod.fifo" }),
    resource(group, "logs", { name: "/aws/lambda/orders-create-prod" }),
    resource(group, "execution", { name: "API-Gateway-Execution-Logs_abc123/prod" }),
    resource(bucket, "records", { bucket: "monitoring-trail-prod-123456789012" }),
    resource("aws:kms/alias:Alias", "key", { name: "alias/backoffice-key-prod" }),
  ],
  failing: [
    {
      title: "a name that Pulumi makes up",
      change: (valid) => drop(valid, "mails", "name"),
      type: queue,
      name: "mails",
      says: /name is not set, wanted \{pipeline\}/,
    },
    {
      title: "another stack's ending",
      change: (valid) => set(valid, "mails", "name", "confirmations-queue-dev"),
      type: queue,
      name: "mails",
      says: /name is confirmations-queue-dev/,
    },
    {
      title: "no ending",
      change: (valid) => set(valid, "mails", "name", "confirmations-queue"),
      type: queue,
      name: "mails",
      says: /wanted \{pipeline\}/,
    },
    {
      title: "an unknown pipeline",
      change: (valid) => set(valid, "mails", "name", "returns-queue-prod"),
      type: queue,
      name: "mails",
      says: /the pipeline is one of orders/,
    },
    {
      title: "no resource",
      change: (valid) => set(valid, "mails", "name", "confirmations-prod"),
      type: queue,
      name: "mails",
      says: /wanted \{pipeline\}/,
    },
    {
      title: "one character more than SQS takes",
      change: (valid) => set(valid, "mails", "name", `confirmations-${"x".repeat(62)}-prod`),
      type: queue,
      name: "mails",
      says: /has 81 characters, AWS allows 80/,
    },
    {
      title: "a character that SQS refuses",
      change: (valid) => set(valid, "mails", "name", "confirmations-a.b-prod"),
      type: queue,
      name: "mails",
      says: /a character that AWS refuses/,
    },
    {
      title: "a log group without its prefix",
      change: (valid) => set(valid, "logs", "name", "orders-create-prod"),
      type: group,
      name: "logs",
      says: /wanted \/aws\/lambda\//,
    },
    {
      title: "a bucket without the account",
      change: (valid) => set(valid, "records", "bucket", "monitoring-trail-prod"),
      type: bucket,
      name: "records",
      says: /the account after it/,
    },
  ],
});
