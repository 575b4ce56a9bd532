import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { errorLogUnavailable } from "../../../functions/contracts/error-log-line";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { functionsOf } from "../../wiring/functions";

export const functionLogCountsLostEntries = stackRule({
  name: "function-log-counts-lost-entries",
  concern: "observability",
  description: "A metric filter on every function's log counts the entries that could not go into the error log.",
  rationale:
    "When the error log is down its entries stand in the functions' own logs, where nobody looks unless an alarm says so.",
  remediation: "Declare a LogMetricFilter on the function's log group with the pattern of that line.",
  controls: ["observability.log-groups", "observability.function-alarms"],
  severity: "medium",
  parameters: {
    pattern: z
      .string()
      .default(`{ $.message = "${errorLogUnavailable}" }`)
      .describe("Filter pattern that finds the line."),
  },
  async check(stack, { parameters, each, report }) {
    const counted = new Set<Resource>();
    await each(stack.ofType(awsTypes.cloudwatch.logMetricFilter), (filter) => {
      if (plain(filter.text("pattern") ?? "") !== plain(parameters.pattern)) return;
      for (const group of stack.named(filter, "logGroupName", awsTypes.cloudwatch.logGroup)) counted.add(group);
    });
    await each(functionsOf(stack), (lambda) => {
      const [group] = stack.named(lambda, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup);
      if (group === undefined || counted.has(group)) return; // function-logs-to-own-group asks for the group
      report(group, "name", group.text("name"), `a metric filter by ${parameters.pattern}`);
    });
  },
});

/** The pattern without its spaces, which have no meaning. */
function plain(pattern: string): string {
  return pattern.replace(/\s+/g, " ").trim();
}

/** Levels that let a metric's log line through: it has no level and counts as INFO, so a higher level drops it. */
const passing = new Set(["TRACE", "DEBUG", "INFO"]);

export const functionLogsToOwnGroup = stackRule({
  name: "function-logs-to-own-group",
  concern: "observability",
  description:
    "Every function writes JSON into a log group of its own, which the stack declares and makes first, from level INFO on.",
  rationale:
    "Without the group Lambda makes one itself, unencrypted and without expiry; with plain text no line is found by its correlation id; above INFO the metrics in the log are dropped. Source: Lambda's guide on advanced logging controls.",
  remediation:
    "Set loggingConfig with logFormat JSON, logGroup of a declared group and INFO, and let the function depend on the group.",
  controls: ["observability.log-groups"],
  severity: "high",
  async check(stack, { each, report }) {
    const owners = new Map<Resource, Resource>();
    await each(functionsOf(stack), (lambda) => {
      const refuse = (property: string, found: unknown, wanted: string) =>
        report(lambda, `loggingConfig.${property}`, found, wanted);
      const format = lambda.text("loggingConfig.logFormat");
      if (format !== "JSON") refuse("logFormat", format, "JSON");
      for (const property of ["applicationLogLevel", "systemLogLevel"]) {
        const level = lambda.text(`loggingConfig.${property}`) ?? "INFO";
        if (!passing.has(level)) refuse(property, level, "INFO or lower");
      }
      const name = lambda.text("loggingConfig.logGroup");
      const [group] = stack.named(lambda, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup);
      if (group === undefined || group.text("name") !== name)
        return refuse("logGroup", name, "the name of a log group of this stack");
      const owner = owners.get(group);
      if (owner !== undefined) refuse("logGroup", name, `a group of its own: '${owner.name}' has this one`);
      owners.set(group, lambda);
      if (!stack.dependsOn(lambda, group))
        refuse("logGroup", name, `dependsOn '${group.name}', so that it is made first`);
    });
  },
});
