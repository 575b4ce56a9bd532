import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { types } from "../../wiring/types";

/** Properties by which AWS tells resources of a type apart: a second one with the same values replaces the first. */
const identities: readonly (readonly [type: string, ...properties: string[]])[] = [
  [types.alarm, "name"],
  ["aws:cloudwatch/dashboard:Dashboard", "dashboardName"],
  [types.eventRule, "eventBusName", "name"],
  [types.eventTarget, "eventBusName", "rule", "targetId"],
  ["aws:cloudwatch/logMetricFilter:LogMetricFilter", "logGroupName", "name"],
  ["aws:cloudwatch/eventBusPolicy:EventBusPolicy", "eventBusName"],
  [types.queue, "name"],
  [types.topic, "name"],
  [types.queuePolicy, "queueUrl"],
  [types.topicPolicy, "arn"],
  [types.redriveAllow, "queueUrl"],
  [types.rolePolicy, "role", "name"],
  [types.invokeConfig, "functionName", "qualifier"],
  [types.methodSettings, "restApi", "stageName", "methodPath"],
  [types.insights, "tableName", "indexName"],
];

export const nothingOverwritesAnother = stackRule({
  name: "nothing-overwrites-another",
  concern: "reliability",
  description: "No two resources are one and the same to AWS.",
  rationale:
    "An alarm, a policy, a target or a dashboard of the same name is replaced without a word by whichever is made last, and each deployment may turn the two.",
  remediation: "Give the copy a name of its own, or put both into one resource.",
  controls: ["names.pattern", "async.failure-paths"],
  severity: "high",
  async check(stack, { each, report }) {
    for (const [type, ...properties] of identities) {
      const seen = new Map<string, Resource>();
      await each(stack.ofType(type), (resource) => {
        const found = properties.map((property) => resource.text(property) ?? "");
        if (found.every((text) => text === "")) return; // made up by Pulumi, or refused by another rule
        const key = JSON.stringify(found);
        const twin = seen.get(key);
        seen.set(key, resource);
        if (twin === undefined) return;
        const wanted = `other values than '${twin.name}' has`;
        report(resource, properties.join(" and "), found.join(" "), wanted);
      });
    }
  },
});
