import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { alarmType } from "../../metrics/alarm";

export const alarmNamesRunbook = resourceRule({
  name: "alarm-names-runbook",
  concern: "observability",
  description: "An alarm's description says what happened and names the runbook for it.",
  rationale:
    "Who is woken at night has only the alarm's text: without meaning and first steps every minute of the outage goes into finding them.",
  remediation:
    "Let alarmDescription be a sentence and 'Runbook: ' with the address of its page (config key runbookBaseUrl).",
  controls: ["observability.alarm-form"],
  severity: "low",
  types: [alarmType],
  parameters: {
    pattern: z
      .string()
      .default("^\\S.{9,}\\bRunbook: (https://)?[\\w./~-]*/[a-z0-9-]+\\.md$")
      .describe("Regular expression that descriptions match."),
  },
  check(resource, { parameters, report }) {
    const found = resource.text("alarmDescription");
    if (found === undefined || found.length > 1024 || !new RegExp(parameters.pattern).test(found))
      report(resource, "alarmDescription", found, "a sentence, and 'Runbook: <runbookBaseUrl>/<page>.md'");
  },
});
