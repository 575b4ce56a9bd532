import * as z from "zod";
import { resourceRule, stackRule } from "../../engine/define";
import { isSensible, published, publishedIn } from "../../metrics/published";
import { at, describe, type MetricReference } from "../../metrics/reference";
import { targetsOf } from "../../metrics/targets";
import { metricsUsedBy, metricUsers } from "../../metrics/used";

export const metricsArePublished = resourceRule({
  name: "metrics-are-published",
  concern: "observability",
  description:
    "Alarms and widgets use metrics that somebody writes, by their exact dimension keys, and by a statistic that says something.",
  rationale:
    "CloudWatch takes any name without a word: a mistyped metric, or another set of dimensions, is another metric, without data for ever. Sources: each service's list of metrics, named in policies/metrics/published.ts; the functions' own catalog.",
  remediation:
    "Correct namespace, metric, dimension keys, statistic or unit; a metric that is new goes into policies/metrics/published.ts or the catalog.",
  controls: ["observability.dimensions", "observability.dashboards"],
  severity: "high",
  types: metricUsers,
  parameters: {
    otherNamespaces: z
      .array(z.string())
      .default([])
      .describe("Namespaces whose metrics are not looked into: those that other programs write."),
  },
  check(resource, { parameters, report }) {
    for (const metric of metricsUsedBy(resource)) {
      if (parameters.otherNamespaces.includes(metric.namespace)) continue;
      const problem = problemOf(metric);
      if (problem !== undefined) report(resource, problem.property, problem.found, problem.wanted);
    }
  },
});

function problemOf(metric: MetricReference) {
  const { namespace, name, dimensions, statistic, unit } = metric;
  const known = publishedIn(namespace);
  if (known === undefined)
    return { property: at(metric, "namespace"), found: namespace, wanted: "a namespace that is known" };
  const definition = published(namespace, name);
  if (definition === undefined)
    return { property: at(metric, "metricName"), found: name, wanted: `a metric of ${namespace}` };
  const keys = Object.keys(dimensions).sort().join();
  if (!definition.dimensionSets.some((set) => [...set].sort().join() === keys))
    return {
      property: at(metric, "dimensions"),
      found: describe(metric),
      wanted: definition.dimensionSets.map((set) => set.join(" + ") || "none").join(", or "),
    };
  if (!isSensible(definition, statistic))
    return { property: at(metric, "statistic"), found: statistic, wanted: definition.statistics.join(" or ") };
  if (unit !== undefined && unit !== definition.unit)
    return { property: at(metric, "unit"), found: unit, wanted: `${definition.unit}, or nothing` };
  return undefined;
}

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
