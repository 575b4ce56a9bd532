import { resourceRule } from "../../engine/define";
import { alarmType, indexes } from "../../metrics/alarm";

export const alarmHasActions = resourceRule({
  name: "alarm-has-actions",
  concern: "observability",
  description: "An alarm has an action when it is raised, and only then, and its actions are enabled.",
  rationale:
    "An alarm without one changes its colour on a page that nobody looks at; mails that all is well train people to ignore the other kind. Source: Security Hub CloudWatch.15 and CloudWatch.17.",
  remediation: "Name the alert topic in alarmActions, and leave okActions and actionsEnabled out.",
  controls: ["alarms.actions"],
  severity: "high",
  types: [alarmType],
  check(resource, { report }) {
    if (indexes(resource, "alarmActions").length === 0)
      report(resource, "alarmActions", undefined, "the ARN of a topic");
    const calm = indexes(resource, "okActions");
    if (calm.length > 0) report(resource, "okActions", resource.value("okActions"), "none");
    // AWS's default is true.
    if (resource.flag("actionsEnabled") === false) report(resource, "actionsEnabled", false, "true");
  },
});
