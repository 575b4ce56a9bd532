import { logGroupRetention } from "../../../../policies/rules/observability/log-group-retention";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType as type } from "./watched";

testRule(logGroupRetention, {
  valid: [resource(type, "logs", { retentionInDays: 365 })],
  refuses: {
    "half a year": [
      set("logs", "retentionInDays", 180),
      /retentionInDays is 180, wanted a period of CloudWatch Logs of at least 365 days/,
    ],
    "logs for ever, by leaving it out": [drop("logs", "retentionInDays"), /retentionInDays is not set/],
    "logs for ever, by 0": [set("logs", "retentionInDays", 0), /is 0/],
    "a period that CloudWatch Logs does not take": [set("logs", "retentionInDays", 366), /is 366/],
  },
});

testRule(logGroupRetention, {
  config: { minimumDays: 14, reason: "A stack for tests, with made-up orders only." },
  valid: [resource(type, "logs", { retentionInDays: 14 })],
  refuses: { "less than the configuration wants": [set("logs", "retentionInDays", 7), /at least 14 days/] },
});
