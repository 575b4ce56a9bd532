import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { alarmType } from "../../metrics/alarm";

const treatments = ["notBreaching", "breaching", "ignore", "missing"] as const;

export const alarmMissingDataDecided = resourceRule({
  name: "alarm-missing-data-decided",
  concern: "observability",
  description: "An alarm says what no data means, and for failures that is: no failure.",
  rationale:
    "Services write no data points while nothing happens. By CloudWatch's default such an alarm has no state, with 'ignore' it never ends, with 'breaching' it cries over a quiet night. Source: CloudWatch's guide on missing data.",
  remediation: "Set treatMissingData to notBreaching.",
  controls: ["observability.alarm-form"],
  severity: "medium",
  types: [alarmType],
  parameters: {
    treatments: z
      .array(z.enum(treatments))
      .min(1)
      .default(["notBreaching"])
      .describe("What alarms may do about missing data."),
  },
  check(resource, { parameters, report }) {
    const found = resource.text("treatMissingData");
    if (!parameters.treatments.some((treatment) => treatment === found))
      report(resource, "treatMissingData", found, parameters.treatments.join(" or "));
  },
});
