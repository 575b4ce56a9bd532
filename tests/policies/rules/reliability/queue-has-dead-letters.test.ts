import type { Resource } from "../../../../local/policies/requests";
import { queueHasDeadLetters } from "../../../../policies/rules/reliability/queue-has-dead-letters";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

/** The same shop, with other values in the redrive policy of its queue. */
function redrive(valid: readonly Resource[], values: object): readonly Resource[] {
  const right = { deadLetterTargetArn: arn("queue", "work-dead"), maxReceiveCount: 5 };
  return set(valid, "work", "redrivePolicy", JSON.stringify({ ...right, ...values }));
}

testRule(queueHasDeadLetters, {
  valid: shop,
  passing: [
    { title: "messages that just live long enough", resources: set(shop, "work", "messageRetentionSeconds", 600) },
  ],
  failing: [
    {
      title: "a queue without dead letters",
      change: (valid) => drop(valid, "work", "redrivePolicy"),
      type: t.queue,
      name: "work",
      says: /redrivePolicy is not set, wanted dead letters/,
    },
    {
      title: "one receive too few",
      change: (valid) => redrive(valid, { maxReceiveCount: 4 }),
      type: t.queue,
      name: "work",
      says: /maxReceiveCount is 4, wanted an integer from 5 to 100/,
    },
    {
      title: "receives in quotation marks",
      change: (valid) => redrive(valid, { maxReceiveCount: "5" }),
      type: t.queue,
      name: "work",
      says: /maxReceiveCount is "5"/,
    },
    {
      title: "receives without number",
      change: (valid) => redrive(valid, { maxReceiveCount: undefined }),
      type: t.queue,
      name: "work",
      says: /maxReceiveCount is not set/,
    },
    {
      title: "a queue that does not exist",
      change: (valid) => redrive(valid, { deadLetterTargetArn: arn("queue", "gone") }),
      type: t.queue,
      name: "work",
      says: /deadLetterTargetArn is .*gone, wanted another queue/,
    },
    {
      title: "a queue that is its own",
      change: (valid) => redrive(valid, { deadLetterTargetArn: arn("queue", "work") }),
      type: t.queue,
      name: "work",
      says: /deadLetterTargetArn is .*work/,
    },
    {
      title: "messages that expire before their last receive",
      change: (valid) => set(valid, "work", "messageRetentionSeconds", 599),
      type: t.queue,
      name: "work",
      says: /messageRetentionSeconds is 599, wanted at least 600/,
    },
  ],
});
