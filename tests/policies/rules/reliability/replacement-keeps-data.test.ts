import type { Resource } from "../../../../local/policies/requests";
import { replacementKeepsData } from "../../../../policies/rules/reliability/replacement-keeps-data";
import { change, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

function saying(valid: readonly Resource[], name: string, deleteBeforeReplace?: boolean): readonly Resource[] {
  return change(valid, name, ({ deleteBeforeReplace: _, ...item }) => ({
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
  failing: [
    {
      title: "a table whose order the provider decides",
      change: (valid) => saying(valid, "orders"),
      type: t.table,
      name: "orders",
      says: /deleteBeforeReplace is not set, wanted false/,
    },
    {
      title: "a table that is deleted first",
      change: (valid) => saying(valid, "orders", true),
      type: t.table,
      name: "orders",
      says: /deleteBeforeReplace is true, wanted false/,
    },
    {
      title: "a queue whose order the provider decides",
      change: (valid) => saying(valid, "queue"),
      type: t.queue,
      name: "queue",
      says: /deleteBeforeReplace is not set, wanted false/,
    },
    {
      title: "an alarm whose old one takes the new one along",
      change: (valid) => saying(valid, "alarm", false),
      type: alarm,
      name: "alarm",
      says: /deleteBeforeReplace is false, wanted true, or not set/,
    },
    {
      title: "a deployment of the API that is deleted while its stage uses it",
      change: (valid) => saying(valid, "deployment", true),
      type: deployment,
      name: "deployment",
      says: /deleteBeforeReplace is true, wanted false, or not set/,
    },
  ],
});
