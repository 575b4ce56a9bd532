import { logGroupsExpire } from "../../../../policies/rules/cost/log-groups-expire";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:cloudwatch/logGroup:LogGroup";

testRule(logGroupsExpire, {
  valid: [resource(type, "logs", { retentionInDays: 3653 }), resource(type, "short", { retentionInDays: 1 })],
  refuses: {
    "a group that says nothing": [drop("logs", "retentionInDays"), /retentionInDays is not set/],
    "for ever": [set("logs", "retentionInDays", 0), /retentionInDays is 0/],
    "a day too long": [set("logs", "retentionInDays", 3654), /wanted 1 to 3653 days/],
  },
});
