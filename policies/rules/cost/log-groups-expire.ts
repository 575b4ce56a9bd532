import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const logGroupsExpire = resourceRule({
  name: "log-groups-expire",
  concern: "cost",
  description: "Log groups forget.",
  rationale: "CloudWatch keeps logs for ever unless it is told otherwise, and every byte is paid for each month.",
  remediation: "Set retentionInDays to what somebody will really look at.",
  controls: ["cost.logs"],
  severity: "low",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  parameters: { maximumDays: z.number().int().min(1).max(3653).default(3653).describe("Longest retention, in days.") },
  check(group, { report, parameters: { maximumDays } }) {
    // 0 is the provider's way of saying for ever.
    const days = group.number("retentionInDays") ?? 0;
    if (days >= 1 && days <= maximumDays) return;
    const found = group.value("retentionInDays");
    report(group, "retentionInDays", found, `1 to ${maximumDays} days`);
  },
});
