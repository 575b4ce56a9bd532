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
  refuses: {
    "a name that Pulumi makes up": [drop("mails", "name"), /name is not set, wanted \{pipeline\}/],
    "another stack's ending": [set("mails", "name", "confirmations-queue-dev"), /name is confirmations-queue-dev/],
    "no ending": [set("mails", "name", "confirmations-queue"), /wanted \{pipeline\}/],
    "an unknown pipeline": [set("mails", "name", "returns-queue-prod"), /the pipeline is one of orders/],
    "no resource": [set("mails", "name", "confirmations-prod"), /wanted \{pipeline\}/],
    "one character more than SQS takes": [
      set("mails", "name", `confirmations-${"x".repeat(62)}-prod`),
      /has 81 characters, AWS allows 80/,
    ],
    "a character that SQS refuses": [set("mails", "name", "confirmations-a.b-prod"), /a character that AWS refuses/],
    "a log group without its prefix": [set("logs", "name", "orders-create-prod"), /wanted \/aws\/lambda\//],
    "a bucket without the account": [set("records", "bucket", "monitoring-trail-prod"), /the account after it/],
  },
});
