import { logGroupRetention } from "../../../../policies/rules/observability/log-group-retention";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { groupType as type } from "./watched";

const logs = { type, name: "logs" };

testRule(logGroupRetention, {
  valid: [resource(type, "logs", { retentionInDays: 365 })],
  failing: [
    {
      title: "half a year",
      change: (valid) => set(valid, "logs", "retentionInDays", 180),
      ...logs,
      says: /retentionInDays is 180, wanted a period of CloudWatch Logs of at least 365 days/,
    },
    {
      title: "logs for ever, by leaving it out",
      change: (valid) => drop(valid, "logs", "retentionInDays"),
      ...logs,
      says: /retentionInDays is not set/,
    },
    {
      title: "logs for ever, by 0",
      change: (valid) => set(valid, "logs", "retentionInDays", 0),
      ...logs,
      says: /is 0/,
    },
    {
      title: "a period that CloudWatch Logs does not take",
      change: (valid) => set(valid, "logs", "retentionInDays", 366),
      ...logs,
      says: /is 366/,
    },
  ],
});

testRule(logGroupRetention, {
  config: { minimumDays: 14, reason: "A stack for tests, with made-up orders only." },
  valid: [resource(type, "logs", { retentionInDays: 14 })],
  failing: [
    {
      title: "less than the configuration wants",
      change: (valid) => set(valid, "logs", "retentionInDays", 7),
      ...logs,
      says: /at least 14 days/,
    },
  ],
});
