import { queueHasDeadLetters } from "../../../../policies/rules/reliability/queue-has-dead-letters";
import { drop, type NamedChange, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn } from "./shop-parts";

/** The same shop, with other values in the redrive policy of its queue. */
function redrive(values: object): NamedChange {
  const right = { deadLetterTargetArn: arn("queue", "work-dead"), maxReceiveCount: 5 };
  return set("work", "redrivePolicy", JSON.stringify({ ...right, ...values }));
}

testRule(queueHasDeadLetters, {
  valid: shop,
  passes: { "messages that just live long enough": set("work", "messageRetentionSeconds", 600) },
  refuses: {
    "a queue without dead letters": [drop("work", "redrivePolicy"), /redrivePolicy is not set, wanted dead letters/],
    "one receive too few": [redrive({ maxReceiveCount: 4 }), /maxReceiveCount is 4, wanted an integer from 5 to 100/],
    "receives in quotation marks": [redrive({ maxReceiveCount: "5" }), /maxReceiveCount is "5"/],
    "receives without number": [redrive({ maxReceiveCount: undefined }), /maxReceiveCount is not set/],
    "a queue that does not exist": [
      redrive({ deadLetterTargetArn: arn("queue", "gone") }),
      /deadLetterTargetArn is .*gone, wanted another queue/,
    ],
    "a queue that is its own": [
      redrive({ deadLetterTargetArn: arn("queue", "work") }),
      /deadLetterTargetArn is .*work/,
    ],
    "messages that expire before their last receive": [
      set("work", "messageRetentionSeconds", 599),
      /messageRetentionSeconds is 599, wanted at least 600/,
    ],
  },
});
