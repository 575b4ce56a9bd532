import { alarmHasActions } from "../../../../policies/rules/observability/alarm-has-actions";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType as type } from "./watched";

const errors = { type, name: "errors" };

testRule(alarmHasActions, {
  valid: [
    alarm("errors", "AWS/Lambda", "Errors", {}, { alarmActions: ["arn:aws:sns:eu-central-1:123456789012:alerts"] }),
  ],
  failing: [
    {
      title: "mails that all is well",
      change: (valid) => set(valid, "errors", "okActions", ["arn:aws:sns:eu-central-1:123456789012:alerts"]),
      ...errors,
      says: /okActions is .*alerts.*, wanted none/,
    },
    {
      title: "no actions",
      change: (valid) => drop(valid, "errors", "alarmActions"),
      ...errors,
      says: /alarmActions is not set, wanted the ARN of a topic/,
    },
    {
      title: "an empty list of actions",
      change: (valid) => set(valid, "errors", "alarmActions", []),
      ...errors,
      says: /alarmActions is not set/,
    },
    {
      title: "actions that are switched off",
      change: (valid) => set(valid, "errors", "actionsEnabled", false),
      ...errors,
      says: /actionsEnabled is false, wanted true/,
    },
  ],
});
