import { replacementKeepsData } from "../../../../policies/rules/reliability/replacement-keeps-data";
import { change, type NamedChange, resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

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
