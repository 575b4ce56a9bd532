import {
  ignoredChangesWrittenDown,
  nothingOverwritesAnother,
  replacementKeepsData,
  statefulResourcesProtected,
} from "../../../../policies/rules/every-service/protection";
import { change, drop, type NamedChange, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "../../../support/policies/shops/wired-parts";

const bucket = "aws:s3/bucket:Bucket";

function bare(name: string): NamedChange {
  return change(name, (item) => ({ ...item, protect: false }));
}

testRule(statefulResourcesProtected, {
  valid: [
    resource(t.table, "orders", { deletionProtectionEnabled: true }, { protect: true }),
    resource(t.key, "key", {}, { protect: true }),
    resource(bucket, "trail", {}, { protect: true }),
    resource("aws:backup/vault:Vault", "vault", {}, { protect: true }),
    resource(t.queue, "queue", {}, { protect: true }),
    resource(t.logGroup, "logs", {}, { protect: true }),
    resource(t.topic, "alerts", {}, { protect: true }),
    resource("aws:cloudwatch/eventArchive:EventArchive", "archive", {}, { protect: true }),
    // Made again from the program.
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm"),
  ],
  refuses: {
    "a table that a mistake can delete": [bare("orders"), /protect is false, wanted true/],
    "a table that the console can delete": [
      drop("orders", "deletionProtectionEnabled"),
      /deletionProtectionEnabled is not set/,
    ],
    "a table without protection of its own": [
      set("orders", "deletionProtectionEnabled", false),
      /deletionProtectionEnabled is false/,
    ],
    "a key that a mistake can delete": [bare("key"), /protect is false/],
    "a bucket that a mistake can delete": [bare("trail"), /protect is false/],
    "a vault that a mistake can delete": [bare("vault"), /protect is false/],
    "a vault that is emptied first": [set("vault", "forceDestroy", true), /forceDestroy is true/],
    "a queue that a mistake can delete": [bare("queue"), /protect is false/],
    "a log that a mistake can delete": [bare("logs"), /protect is false/],
    "a topic that a mistake can delete": [bare("alerts"), /protect is false/],
    "an archive that a mistake can delete": [bare("archive"), /protect is false/],
    "a bucket that is emptied first": [set("trail", "forceDestroy", true), /forceDestroy is true/],
  },
});

function saying(name: string, deleteBeforeReplace?: boolean): NamedChange {
  return change(name, ({ deleteBeforeReplace: _, ...item }) => ({
    ...item,
    ...(deleteBeforeReplace !== undefined && { deleteBeforeReplace }),
  }));
}

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const deployment = "aws:apigateway/deployment:Deployment";
const first = { deleteBeforeReplace: false };

testRule(replacementKeepsData, {
  valid: [
    resource(t.table, "orders", {}, first),
    resource(t.queue, "queue", {}, first),
    resource(alarm, "alarm"),
    resource(deployment, "deployment"),
  ],
  refuses: {
    "a table whose order the provider decides": [saying("orders"), /deleteBeforeReplace is not set, wanted false/],
    "a table that is deleted first": [saying("orders", true), /deleteBeforeReplace is true, wanted false/],
    "a queue whose order the provider decides": [saying("queue"), /deleteBeforeReplace is not set, wanted false/],
    "an alarm whose old one takes the new one along": [
      saying("alarm", false),
      /deleteBeforeReplace is false, wanted true, or not set/,
    ],
    "a deployment of the API that is deleted while its stage uses it": [
      saying("deployment", true),
      /deleteBeforeReplace is true, wanted false, or not set/,
    ],
  },
});

function ignoring(name: string, ignoreChanges: readonly string[]): NamedChange {
  return change(name, (item) => ({ ...item, ignoreChanges }));
}

testRule(ignoredChangesWrittenDown, {
  valid: [resource(t.queue, "queue"), resource(t.alias, "alias", {}, { ignoreChanges: ["functionVersion"] })],
  config: { allowed: { [t.alias]: ["functionVersion"] }, reason: "A roll-out moves the version of an alias." },
  refuses: {
    "a policy whose changes are ignored": [ignoring("queue", ["policy"]), /ignoreChanges is policy, wanted nothing/],
    "everything ignored": [ignoring("alias", ["*"]), /ignoreChanges is \*, wanted only functionVersion/],
    "one more than is written down": [
      ignoring("alias", ["functionVersion", "functionName"]),
      /ignoreChanges is functionName/,
    ],
  },
});

testRule(nothingOverwritesAnother, {
  valid: [
    resource(alarm, "errors", { name: "errors-prod" }),
    resource(alarm, "latency", { name: "latency-prod" }),
    resource(t.target, "one", { rule: "carriers", eventBusName: "shop", targetId: "queue" }),
    resource(t.target, "two", { rule: "carriers", eventBusName: "shop", targetId: "audit" }),
    resource(t.queuePolicy, "mails", { queueUrl: "https://sqs/mails" }),
    resource(t.queuePolicy, "parcels", { queueUrl: "https://sqs/parcels" }),
  ],
  refuses: {
    "two alarms of one name": [
      set("latency", "name", "errors-prod"),
      /name is errors-prod, wanted other values than 'errors' has/,
    ],
    "two targets of one id": [set("two", "targetId", "queue"), /targetId is shop carriers queue/],
    "two policies of one queue": [set("parcels", "queueUrl", "https://sqs/mails"), /queueUrl is https:\/\/sqs\/mails/],
  },
});
