import * as z from "zod";
import { resourceRule } from "../../engine/define";

/** What CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
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
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  parameters: { minimumDays: z.int().min(1).default(365).describe("Shortest retention in days.") },
  check(group, { parameters, report }) {
    // Absent and 0 are AWS's "never expires".
    const found = group.number("retentionInDays");
    const wanted = `a period of CloudWatch Logs of at least ${parameters.minimumDays} days`;
    if (found === undefined || !retentions.has(found) || found < parameters.minimumDays)
      report(group, "retentionInDays", found, wanted);
  },
});
