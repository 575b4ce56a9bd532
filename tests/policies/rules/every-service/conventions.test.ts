import {
  dataStaysInRegion,
  physicalNamesFollowPattern,
  resourceCarriesTags,
  tagsNameOneEnvironment,
  typesAreReviewed,
} from "../../../../policies/rules/every-service/conventions";
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
    resource("aws:backup/restoreTestingPlan:RestoreTestingPlan", "tests", { name: "monitoring_backup_tests_prod" }),
  ],
  refuses: {
    "a name that Pulumi makes up": [drop("mails", "name"), /name is not set, wanted \{pipeline\}/],
    "another stack's ending": [set("mails", "name", "confirmations-queue-dev"), /name is confirmations-queue-dev/],
    "no ending": [set("mails", "name", "confirmations-queue"), /wanted \{pipeline\}/],
    "an unknown pipeline": [set("mails", "name", "nobodys-queue-prod"), /the pipeline is one of orders/],
    "no resource": [set("mails", "name", "confirmations-prod"), /wanted \{pipeline\}/],
    "one character more than SQS takes": [
      set("mails", "name", `confirmations-${"x".repeat(62)}-prod`),
      /has 81 characters, AWS allows 80/,
    ],
    "a character that SQS refuses": [set("mails", "name", "confirmations-a.b-prod"), /a character that AWS refuses/],
    "a log group without its prefix": [set("logs", "name", "orders-create-prod"), /wanted \/aws\/lambda\//],
    "dashes where AWS takes underscores alone": [
      set("tests", "name", "monitoring-backup-tests-prod"),
      /with underscores for dashes, for AWS takes none/,
    ],
    "underscores for dashes, and another stack's ending": [
      set("tests", "name", "monitoring_backup_tests_dev"),
      /name is monitoring_backup_tests_dev/,
    ],
    "a bucket without the account": [set("records", "bucket", "monitoring-trail-prod"), /the account after it/],
  },
});

const tags = { Environment: "prod", Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" };

testRule(resourceCarriesTags, {
  valid: [
    resource(queue, "mails", { tags }),
    resource("aws:sns/topicPolicy:TopicPolicy", "untaggable"),
    resource("backoffice:blocks:Queue", "component"),
  ],
  passes: { "tags that come by default": [resource(queue, "mails", { tagsAll: tags })] },
  refuses: {
    "no tags at all": [drop("mails", "tags"), /tags.Environment is not set, wanted the stack's environment/],
    "no environment": [drop("mails", "tags.Environment"), /tags.Environment is not set/],
    "no application": [drop("mails", "tags.Application"), /tags.Application is not set, wanted backoffice/],
    "another manager": [set("mails", "tags.ManagedBy", "hand"), /tags.ManagedBy is hand, wanted pulumi/],
    "another value of the house's own tag": [
      set("mails", "tags.iac-rlhf-amazon", "false"),
      /tags.iac-rlhf-amazon is false/,
    ],
  },
});

testRule(tagsNameOneEnvironment, {
  valid: [
    resource(queue, "mails", { tags }),
    resource(queue, "orders", { tags }),
    resource(queue, "events", { tagsAll: tags }),
  ],
  refuses: {
    "another stack's environment": [set("mails", "tags.Environment", "dev"), /tags.Environment is dev, wanted prod/],
    "another default": [set("events", "tagsAll.Environment", "dev"), /tags.Environment is dev/],
    none: [drop("mails", "tags"), /tags.Environment is not set/],
  },
});

const pipe = "aws:pipes/pipe:Pipe";

testRule(typesAreReviewed, {
  valid: [
    resource(queue, "mails"),
    resource("backoffice:blocks:Queue", "component"),
    resource("pulumi:pulumi:Stack", "stack"),
    resource("pulumi:providers:aws", "provider"),
  ],
  refuses: {
    "a type that nobody knows": [
      (valid) => [...valid, resource(pipe, "new")],
      "new",
      /type is aws:pipes\/pipe:Pipe, wanted a type that was reviewed/,
    ],
    "a component from elsewhere": [
      (valid) => [...valid, resource("awsx:ecs:FargateService", "net")],
      "net",
      /type is awsx:ecs:FargateService/,
    ],
    "a resource that runs anything": [
      (valid) => [...valid, resource("pulumi-nodejs:dynamic:Resource", "run")],
      "run",
      /type is pulumi-nodejs/,
    ],
  },
});

const table = "aws:dynamodb/table:Table";

testRule(dataStaysInRegion, {
  valid: [
    resource(table, "orders", { region: "eu-central-1" }),
    resource(queue, "mails", { region: "eu-central-1" }),
    resource(queue, "parcels", { region: "eu-central-1" }),
  ],
  refuses: {
    "a copy elsewhere": [
      set("orders", "replicas", [{ regionName: "us-east-1" }]),
      /replicas.0.regionName is us-east-1, wanted no copy elsewhere/,
    ],
    "a queue elsewhere": [
      set("mails", "region", "us-east-1"),
      /region is us-east-1, wanted eu-central-1, as the rest of the stack/,
    ],
  },
});
