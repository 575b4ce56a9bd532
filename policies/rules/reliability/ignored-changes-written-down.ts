import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const ignoredChangesWrittenDown = resourceRule({
  name: "ignored-changes-written-down",
  concern: "reliability",
  description: "Changes are ignored only of properties for which it is written down.",
  rationale:
    "What ignoreChanges names is never set again: a policy, a key or an alarm that somebody changed by hand stays as they left it, and no preview tells.",
  remediation: "Take the property out of ignoreChanges, or add it to `allowed` with the reason.",
  controls: ["protection.ignored-changes"],
  severity: "high",
  types: [],
  parameters: {
    allowed: z
      .record(z.string(), z.array(z.string()))
      .default({})
      .describe("Properties that may be ignored, by type token; nothing by default."),
  },
  check(resource, { report, parameters: { allowed } }) {
    const known = allowed[resource.type] ?? [];
    for (const found of resource.options.ignoreChanges) {
      if (known.includes(found)) continue;
      const wanted = known.length === 0 ? "nothing" : `only ${known.join(", ")}`;
      report(resource, "ignoreChanges", found, wanted);
    }
  },
});
