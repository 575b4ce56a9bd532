import * as z from "zod";
import { errorLogUnavailable } from "../../../functions/contracts/error-log-line";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { functionsOf } from "../../wiring/functions";

const groupType = "aws:cloudwatch/logGroup:LogGroup";

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
    await each(stack.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter"), (filter) => {
      if (plain(filter.text("pattern") ?? "") !== plain(parameters.pattern)) return;
      for (const group of stack.named(filter, "logGroupName", groupType)) counted.add(group);
    });
    await each(functionsOf(stack), (lambda) => {
      const [group] = stack.named(lambda, "loggingConfig.logGroup", groupType);
      if (group === undefined || counted.has(group)) return; // function-logs-to-own-group asks for the group
      report(group, "name", group.text("name"), `a metric filter by ${parameters.pattern}`);
    });
  },
});

/** Spaces do not matter in a pattern. */
function plain(pattern: string): string {
  return pattern.replace(/\s+/g, " ").trim();
}
