import { alarmHasActions } from "../../../../policies/rules/observability/alarm-has-actions";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm } from "./watched";

testRule(alarmHasActions, {
  valid: [
    alarm("errors", "AWS/Lambda", "Errors", {}, { alarmActions: ["arn:aws:sns:eu-central-1:123456789012:alerts"] }),
  ],
  refuses: {
    "mails that all is well": [
      set("errors", "okActions", ["arn:aws:sns:eu-central-1:123456789012:alerts"]),
      /okActions is .*alerts.*, wanted none/,
    ],
    "no actions": [drop("errors", "alarmActions"), /alarmActions is not set, wanted the ARN of a topic/],
    "an empty list of actions": [set("errors", "alarmActions", []), /alarmActions is not set/],
    "actions that are switched off": [set("errors", "actionsEnabled", false), /actionsEnabled is false, wanted true/],
  },
});
