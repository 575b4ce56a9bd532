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
  failing: [
    {
      title: "two alarms of one name",
      change: (valid) => set(valid, "latency", "name", "errors-prod"),
      type: alarm,
      name: "latency",
      says: /name is errors-prod, wanted other values than 'errors' has/,
    },
    {
      title: "two targets of one id",
      change: (valid) => set(valid, "two", "targetId", "queue"),
      type: t.target,
      name: "two",
      says: /targetId is shop carriers queue/,
    },
    {
      title: "two policies of one queue",
      change: (valid) => set(valid, "parcels", "queueUrl", "https://sqs/mails"),
      type: t.queuePolicy,
      name: "parcels",
      says: /queueUrl is https:\/\/sqs\/mails/,
    },
  ],
});
