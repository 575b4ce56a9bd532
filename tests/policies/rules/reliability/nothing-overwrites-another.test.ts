import { nothingOverwritesAnother } from "../../../../policies/rules/reliability/nothing-overwrites-another";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

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
