import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Problem } from "../../engine/rule";
import { published } from "../../metrics/published";
import { watchedIn } from "../../metrics/watched";
import { environmentOf, functionsOf } from "../../wiring/functions";

export const metricFilterFeedsAlarm = stackRule({
  name: "metric-filter-feeds-alarm",
  concern: "observability",
  description: "A metric filter reads a log group of the stack and writes a metric of the catalog that has an alarm.",
  rationale:
    "A filter on another group, or by another name than the alarm's, counts for nobody. Groups of infrequent access take no filters at all. Source: CloudWatch Logs' guides on metric filters and on log classes.",
  remediation:
    "Name a declared group and the catalog's metric with its dimensions, and declare an alarm on it for the pipeline that writes the log.",
  controls: ["observability.log-groups", "observability.dimensions"],
  severity: "high",
  async check(stack, { each, report }) {
    const alarms = watchedIn(stack);
    const writers = new Map<Resource, Resource>();
    await each(functionsOf(stack), (lambda) => {
      for (const group of stack.named(lambda, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup))
        writers.set(group, lambda);
    });
    await each(stack.ofType(awsTypes.cloudwatch.logMetricFilter), (filter) => {
      for (const problem of formProblems(filter)) report(filter, problem.property, problem.found, problem.wanted);
      const [group] = stack.named(filter, "logGroupName", awsTypes.cloudwatch.logGroup);
      if (group === undefined) {
        const found = filter.text("logGroupName");
        return report(filter, "logGroupName", found, "the name of a log group of this stack");
      }
      const logClass = group.text("logGroupClass");
      if (logClass !== undefined && logClass !== "STANDARD")
        report(group, "logGroupClass", logClass, "STANDARD, the class that takes filters");
      const writer = writers.get(group);
      const variables = writer === undefined ? new Map<string, string>() : environmentOf(writer);
      const dimensions = { environment: variables.get("ENVIRONMENT") ?? "", service: variables.get("SERVICE") ?? "" };
      const name = filter.text("metricTransformation.name") ?? "";
      if (alarms.byCustom(name, dimensions).length === 0)
        report(filter, "metricTransformation.name", name, `a metric with an alarm for ${JSON.stringify(dimensions)}`);
    });
  },
});

function formProblems(filter: Resource): readonly Problem[] {
  const [namespace = "", name = ""] = ["namespace", "name"].map((key) => filter.text(`metricTransformation.${key}`));
  const definition = published(namespace, name);
  const pattern = filter.text("pattern");
  const value = filter.text("metricTransformation.value");
  const unit = filter.text("metricTransformation.unit") ?? "None";
  const keys = filter.keys("metricTransformation.dimensions");
  const wrongKeys = keys.filter((key) => filter.text(`metricTransformation.dimensions.${key}`) !== `$.${key}`);
  const fits = definition?.dimensionSets.some((set) => [...set].sort().join() === [...keys].sort().join());
  const at = (property: string, found: unknown, wanted: string) => ({
    property: `metricTransformation.${property}`,
    found,
    wanted,
  });
  return [
    ...(pattern === undefined
      ? [{ property: "pattern", found: pattern, wanted: "a pattern: none matches every line" }]
      : []),
    ...(definition === undefined ? [at("name", `${namespace} ${name}`, "a metric of the catalog")] : []),
    ...(value === undefined || Number(value) === 0 ? [at("value", value, "what a line counts for")] : []),
    ...(definition !== undefined && unit !== definition.unit ? [at("unit", unit, definition.unit)] : []),
    ...(definition !== undefined && !fits
      ? [at("dimensions", keys, definition.dimensionSets.map((set) => set.join(", ")).join("; or "))]
      : []),
    ...wrongKeys.map((key) =>
      at(`dimensions.${key}`, filter.text(`metricTransformation.dimensions.${key}`), `$.${key}`),
    ),
    // CloudWatch rejects a default value together with dimensions.
    ...(keys.length > 0 && Number(filter.value("metricTransformation.defaultValue") || 0) !== 0
      ? [at("defaultValue", filter.value("metricTransformation.defaultValue"), "none beside dimensions")]
      : []),
  ];
}

/**
 * Retentions that CloudWatch Logs accepts:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const retentions: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);

export const logGroupRetention = resourceRule({
  name: "log-group-retention",
  concern: "observability",
  description: "A log group keeps its events for a year at least, and not for ever.",
  rationale:
    "An incident is often found months later; without a period logs are kept, and paid for, without end. Sources: Security Hub CloudWatch.16, CKV_AWS_338.",
  remediation: "Set retentionInDays to one of the periods that CloudWatch Logs takes.",
  controls: ["logs.retention"],
  severity: "medium",
  types: [awsTypes.cloudwatch.logGroup],
  parameters: { minimumDays: z.int().min(1).default(365).describe("Shortest retention in days.") },
  check(group, { parameters, report }) {
    // Absent and 0 both mean that AWS never deletes the logs.
    const found = group.number("retentionInDays");
    const wanted = `a period of CloudWatch Logs of at least ${parameters.minimumDays} days`;
    if (found === undefined || !retentions.has(found) || found < parameters.minimumDays)
      report(group, "retentionInDays", found, wanted);
  },
});
