import * as z from "zod";
import { stackRule } from "../../engine/define";
import { at, type MetricReference } from "../../metrics/reference";
import { targetsOf } from "../../metrics/targets";
import { metricsUsedBy, metricUsers } from "../../metrics/used";

export const metricsNameRealResources = stackRule({
  name: "metrics-name-real-resources",
  concern: "observability",
  description:
    "Every dimension of every alarm and widget names a resource of the stack, in the form that CloudWatch knows it by.",
  rationale:
    "A name that nothing has, an ARN or a URL in place of a name, or the alias of a sibling gives no data and no error: the alarm sleeps. Source: each service's list of dimensions.",
  remediation:
    "Take the value from the resource: function name and 'name:alias', queue name and not its URL, API name and not its id.",
  controls: ["observability.dimensions", "observability.dashboards"],
  severity: "high",
  parameters: {
    elsewhere: z
      .array(z.string())
      .default([])
      .describe(
        "Names of resources of other stacks that are watched from here, such as functions in `watchedFunctions`.",
      ),
  },
  async check(stack, { parameters, each, report }) {
    const targets = targetsOf(stack);
    const isElsewhere = ({ dimensions }: MetricReference) =>
      Object.values(dimensions).some((value) => parameters.elsewhere.includes(value));
    await each(stack.ofType(...metricUsers), (resource) => {
      for (const metric of metricsUsedBy(resource)) {
        if (isElsewhere(metric)) continue;
        for (const { key, found, wanted } of targets.dangling(metric))
          report(resource, at(metric, `dimensions.${key}`), found, wanted);
      }
    });
  },
});
