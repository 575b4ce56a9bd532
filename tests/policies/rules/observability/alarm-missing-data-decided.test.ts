import { alarmMissingDataDecided } from "../../../../policies/rules/observability/alarm-missing-data-decided";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { duration } from "./watched";

testRule(alarmMissingDataDecided, {
  valid: [duration("slow")],
  refuses: {
    "CloudWatch's default": [drop("slow", "treatMissingData"), /treatMissingData is not set, wanted notBreaching/],
    "an alarm that never ends": [set("slow", "treatMissingData", "ignore"), /is ignore/],
    "an alarm in every quiet night": [set("slow", "treatMissingData", "breaching"), /is breaching/],
  },
});

testRule(alarmMissingDataDecided, {
  config: { treatments: ["notBreaching", "breaching"], reason: "A heartbeat that stops is the failure itself here." },
  valid: set("slow", "treatMissingData", "breaching")([duration("slow")]),
  refuses: {
    "what the configuration leaves out": [
      set("slow", "treatMissingData", "missing"),
      /is missing, wanted notBreaching or breaching/,
    ],
  },
});
