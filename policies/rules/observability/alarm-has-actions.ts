import { resourceRule } from "../../engine/define";
import { alarmType, indexes } from "../../metrics/alarm";

export const alarmHasActions = resourceRule({
  name: "alarm-has-actions",
  concern: "observability",
  title: "An alarm has an action when it is raised, and only then, and its actions are enabled.",
  why: "An alarm without one changes its colour on a page that nobody looks at; mails that all is well train people to ignore the other kind. Source: Security Hub CloudWatch.15 and CloudWatch.17.",
  mend: "Name the alert topic in alarmActions, and leave okActions and actionsEnabled out.",
  controls: ["alarms.actions"],
  severity: "high",
  types: [alarmType],
  check(subject, { report }) {
    if (indexes(subject, "alarmActions").length === 0)
      report({ subject, property: "alarmActions", found: undefined, wanted: "the ARN of a topic" });
    const calm = indexes(subject, "okActions");
    if (calm.length > 0) report({ subject, property: "okActions", found: subject.value("okActions"), wanted: "none" });
    // AWS's default is true.
    if (subject.flag("actionsEnabled") === false)
      report({ subject, property: "actionsEnabled", found: false, wanted: "true" });
  },
});
