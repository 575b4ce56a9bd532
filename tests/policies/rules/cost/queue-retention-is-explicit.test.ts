import { queueRetentionIsExplicit } from "../../../../policies/rules/cost/queue-retention-is-explicit";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sqs/queue:Queue";

testRule(queueRetentionIsExplicit, {
  valid: [
    resource(type, "mails", { messageRetentionSeconds: 1_209_600 }),
    resource(type, "quick", { messageRetentionSeconds: 60 }),
  ],
  refuses: {
    "SQS's own four days": [drop("mails", "messageRetentionSeconds"), /messageRetentionSeconds is not set/],
    "more than SQS takes": [set("mails", "messageRetentionSeconds", 1_209_601), /is 1209601/],
    "less than SQS takes": [set("quick", "messageRetentionSeconds", 59), /is 59/],
  },
});
