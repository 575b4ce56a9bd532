import { alarmNamesRunbook } from "../../../../policies/rules/observability/alarm-names-runbook";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm } from "./watched";

const describedAs = (alarmDescription: string) => alarm("errors", "AWS/Lambda", "Errors", {}, { alarmDescription });

testRule(alarmNamesRunbook, {
  valid: [describedAs("Calls of the sender fail. Runbook: docs/runbooks/function-errors.md")],
  passes: {
    "a runbook on the web": [
      describedAs("Calls fail. Runbook: https://example.com/wiki/docs/runbooks/function-errors.md"),
    ],
  },
  refuses: {
    "no description": [drop("errors", "alarmDescription"), /alarmDescription is not set/],
    "a description without a runbook": [
      set("errors", "alarmDescription", "Calls of the sender fail."),
      /wanted a sentence, and 'Runbook: /,
    ],
    "a runbook outside the folder": [
      set("errors", "alarmDescription", "Calls of the sender fail. Runbook: README.md"),
      /is Calls of the sender fail. Runbook: README\.md/,
    ],
    "a runbook without a word about what happened": [
      set("errors", "alarmDescription", "Runbook: docs/runbooks/function-errors.md"),
      /wanted a sentence/,
    ],
  },
});
