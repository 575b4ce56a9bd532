import { ruleHasAlarm } from "../../../../policies/rules/observability/rule-has-alarm";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm } from "./watched";

const type = "aws:cloudwatch/eventRule:EventRule";
const rule = resource(type, "parcels", { name: "parcels-prod", eventBusName: "bus-prod" });

testRule(ruleHasAlarm, {
  valid: [
    rule,
    alarm("given-up", "AWS/Events", "FailedInvocations", { EventBusName: "bus-prod", RuleName: "parcels-prod" }),
  ],
  passes: {
    "a rule of the default bus, which CloudWatch knows by its name alone": [
      ...drop("parcels", "eventBusName")([rule]),
      alarm("given-up", "AWS/Events", "FailedInvocations", { RuleName: "parcels-prod" }),
    ],
  },
  refuses: {
    "a rule without an alarm": [without("given-up"), "parcels", /wanted an alarm on FailedInvocations/],
    "an alarm without the bus, which is one on the default bus": [
      drop("given-up", "dimensions.EventBusName"),
      "parcels",
      /"EventBusName":"bus-prod"/,
    ],
    "an alarm on events that went well": [set("given-up", "metricName", "Invocations"), "parcels", /FailedInvocations/],
  },
});
