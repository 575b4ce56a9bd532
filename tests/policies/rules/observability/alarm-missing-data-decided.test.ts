import { alarmMissingDataDecided } from "../../../../policies/rules/observability/alarm-missing-data-decided";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { duration, alarmType as type } from "./watched";

const slow = { type, name: "slow" };

testRule(alarmMissingDataDecided, {
  valid: [duration("slow")],
  failing: [
    {
      title: "CloudWatch's default",
      change: (valid) => drop(valid, "slow", "treatMissingData"),
      ...slow,
      says: /treatMissingData is not set, wanted notBreaching/,
    },
    {
      title: "an alarm that never ends",
      change: (valid) => set(valid, "slow", "treatMissingData", "ignore"),
      ...slow,
      says: /is ignore/,
    },
    {
      title: "an alarm in every quiet night",
      change: (valid) => set(valid, "slow", "treatMissingData", "breaching"),
      ...slow,
      says: /is breaching/,
    },
  ],
});

testRule(alarmMissingDataDecided, {
  config: { treatments: ["notBreaching", "breaching"], reason: "A heartbeat that stops is the failure itself here." },
  valid: set([duration("slow")], "slow", "treatMissingData", "breaching"),
  failing: [
    {
      title: "what the configuration leaves out",
      change: (valid) => set(valid, "slow", "treatMissingData", "missing"),
      ...slow,
      says: /is missing, wanted notBreaching or breaching/,
    },
  ],
});
