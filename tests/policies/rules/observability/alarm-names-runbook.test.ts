import { alarmNamesRunbook } from "../../../../policies/rules/observability/alarm-names-runbook";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, alarmType as type } from "./watched";

const describedAs = (alarmDescription: string) => alarm("errors", "AWS/Lambda", "Errors", {}, { alarmDescription });
const errors = { type, name: "errors" };

testRule(alarmNamesRunbook, {
  valid: [describedAs("Calls of the sender fail. Runbook: docs/runbooks/function-errors.md")],
  passing: [
    {
      title: "a runbook on the web",
      resources: [describedAs("Calls fail. Runbook: https://example.com/wiki/docs/runbooks/function-errors.md")],
    },
  ],
  failing: [
    {
      title: "no description",
      change: (valid) => drop(valid, "errors", "alarmDescription"),
      ...errors,
      says: /alarmDescription is not set/,
    },
    {
      title: "a description without a runbook",
      change: (valid) => set(valid, "errors", "alarmDescription", "Calls of the sender fail."),
      ...errors,
      says: /wanted a sentence, and 'Runbook: /,
    },
    {
      title: "a runbook outside the folder",
      change: (valid) => set(valid, "errors", "alarmDescription", "Calls of the sender fail. Runbook: README.md"),
      ...errors,
      says: /is Calls of the sender fail. Runbook: README\.md/,
    },
    {
      title: "a runbook without a word about what happened",
      change: (valid) => set(valid, "errors", "alarmDescription", "Runbook: docs/runbooks/function-errors.md"),
      ...errors,
      says: /wanted a sentence/,
    },
  ],
});
