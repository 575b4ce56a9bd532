import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const archiveKeepsEvents = resourceRule({
  name: "archive-keeps-events",
  concern: "reliability",
  description: "An archive keeps every event of its bus long enough to replay it, and not for ever.",
  rationale:
    "What a broken rule or target missed can only be replayed from the archive. A retention of 0, the default, is for ever. Source: EventBridge's guide on archives.",
  remediation: "Set retentionDays, and no eventPattern.",
  controls: ["protection.recovery"],
  severity: "medium",
  types: [types.archive],
  parameters: {
    minimumDays: z.int().min(1).default(14).describe("Least retention: as long as dead letters are kept."),
    maximumDays: z.int().min(1).default(400).describe("Most retention."),
  },
  check(archive, { report, parameters: { minimumDays, maximumDays } }) {
    const days = archive.number("retentionDays");
    if (days === undefined || days < minimumDays || days > maximumDays)
      report(archive, "retentionDays", days, `${minimumDays} to ${maximumDays}`);
    const found = archive.value("eventPattern");
    if (found !== undefined) report(archive, "eventPattern", found, "none: all events");
  },
});
