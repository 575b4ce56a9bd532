import { stackRule } from "../../engine/define";
import { redriveOf, redriveQueueOf } from "../../wiring/dead-letters";
import { types } from "../../wiring/types";

/** People confirm, and read, by themselves: SNS retries those deliveries and there is nothing to redrive. */
const toPeople: ReadonlySet<string> = new Set(["email", "email-json", "sms"]);

export const subscriptionHasDeadLetters = stackRule({
  name: "subscription-has-dead-letters",
  concern: "reliability",
  description: "A subscription keeps what cannot be delivered, and hands it over as it was published.",
  rationale:
    "SNS drops what an endpoint refuses, at once when the refusal is final, such as a missing right. In SNS's envelope a queue's consumer finds neither attributes nor body where it looks. Source: SNS's guide on dead-letter queues.",
  remediation:
    "Set redrivePolicy with deadLetterTargetArn, another queue than the endpoint, and for queues rawMessageDelivery to true.",
  controls: ["sns.redrive", "async.delivery-failures"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.subscription), (subscription) => {
      const protocol = subscription.text("protocol") ?? "";
      if (toPeople.has(protocol)) return;
      const raw = subscription.flag("rawMessageDelivery");
      if (protocol === "sqs" && raw !== true) report(subscription, "rawMessageDelivery", raw, "true");
      const dead = redriveQueueOf(stack, subscription);
      if (
        dead !== undefined &&
        dead !== stack.named(subscription, "endpoint", dead.type, types.alias, types.function)[0]
      )
        return;
      const found = redriveOf(subscription)?.deadLetterTargetArn;
      const wanted = "a queue of this stack that is not its endpoint";
      report(subscription, "redrivePolicy.deadLetterTargetArn", found, wanted);
    });
  },
});
