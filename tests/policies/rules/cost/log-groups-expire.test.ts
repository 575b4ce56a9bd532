import { logGroupsExpire } from "../../../../policies/rules/cost/log-groups-expire";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudwatch/logGroup:LogGroup";

testRule(logGroupsExpire, {
  valid: [resource(type, "logs", { retentionInDays: 3653 }), resource(type, "short", { retentionInDays: 1 })],
  failing: [
    {
      title: "a group that says nothing",
      change: (valid) => drop(valid, "logs", "retentionInDays"),
      type: type,
      name: "logs",
      says: /retentionInDays is not set/,
    },
    {
      title: "for ever",
      change: (valid) => set(valid, "logs", "retentionInDays", 0),
      type: type,
      name: "logs",
      says: /retentionInDays is 0/,
    },
    {
      title: "a day too long",
      change: (valid) => set(valid, "logs", "retentionInDays", 3654),
      type: type,
      name: "logs",
      says: /wanted 1 to 3653 days/,
    },
  ],
});
