import { ruleHasAlarm } from "../../../../policies/rules/observability/rule-has-alarm";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm } from "./watched";

const type = "aws:cloudwatch/eventRule:EventRule";
const parcels = { type, name: "parcels" };
const rule = resource(type, "parcels", { name: "parcels-prod", eventBusName: "bus-prod" });

testRule(ruleHasAlarm, {
  valid: [
    rule,
    alarm("given-up", "AWS/Events", "FailedInvocations", { EventBusName: "bus-prod", RuleName: "parcels-prod" }),
  ],
  passing: [
    {
      title: "a rule of the default bus, which CloudWatch knows by its name alone",
      resources: [
        ...drop([rule], "parcels", "eventBusName"),
        alarm("given-up", "AWS/Events", "FailedInvocations", { RuleName: "parcels-prod" }),
      ],
    },
  ],
  failing: [
    {
      title: "a rule without an alarm",
      change: (valid) => without(valid, "given-up"),
      ...parcels,
      says: /wanted an alarm on FailedInvocations/,
    },
    {
      title: "an alarm without the bus, which is one on the default bus",
      change: (valid) => drop(valid, "given-up", "dimensions.EventBusName"),
      ...parcels,
      says: /"EventBusName":"bus-prod"/,
    },
    {
      title: "an alarm on events that went well",
      change: (valid) => set(valid, "given-up", "metricName", "Invocations"),
      ...parcels,
      says: /FailedInvocations/,
    },
  ],
});
