import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const archivesExpire = resourceRule({
  name: "archives-expire",
  concern: "cost",
  description: "Archives of event buses forget.",
  rationale:
    "An archive keeps every event for ever unless it is told otherwise: it costs more each month, and customers' data outlives its purpose.",
  remediation: "Set retentionDays to the longest time after which a replay still makes sense.",
  controls: ["cost.logs"],
  severity: "low",
  types: ["aws:cloudwatch/eventArchive:EventArchive"],
  parameters: { maximumDays: z.number().int().min(1).default(365).describe("Longest retention, in days.") },
  check(archive, { report, parameters: { maximumDays } }) {
    // 0 is EventBridge's way of saying for ever.
    const days = archive.number("retentionDays") ?? 0;
    if (days >= 1 && days <= maximumDays) return;
    const found = archive.value("retentionDays");
    report(archive, "retentionDays", found, `1 to ${maximumDays} days`);
  },
});
