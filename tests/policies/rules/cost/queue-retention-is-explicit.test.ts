import { queueRetentionIsExplicit } from "../../../../policies/rules/cost/queue-retention-is-explicit";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sqs/queue:Queue";

testRule(queueRetentionIsExplicit, {
  valid: [
    resource(type, "mails", { messageRetentionSeconds: 1_209_600 }),
    resource(type, "quick", { messageRetentionSeconds: 60 }),
  ],
  failing: [
    {
      title: "SQS's own four days",
      change: (valid) => drop(valid, "mails", "messageRetentionSeconds"),
      type: type,
      name: "mails",
      says: /messageRetentionSeconds is not set/,
    },
    {
      title: "more than SQS takes",
      change: (valid) => set(valid, "mails", "messageRetentionSeconds", 1_209_601),
      type: type,
      name: "mails",
      says: /is 1209601/,
    },
    {
      title: "less than SQS takes",
      change: (valid) => set(valid, "quick", "messageRetentionSeconds", 59),
      type: type,
      name: "quick",
      says: /is 59/,
    },
  ],
});
