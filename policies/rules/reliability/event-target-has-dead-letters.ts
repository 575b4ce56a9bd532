import * as z from "zod";
import { stackRule } from "../../engine/define";
import { types } from "../../wiring/types";

export const eventTargetHasDeadLetters = stackRule({
  name: "event-target-has-dead-letters",
  concern: "reliability",
  description:
    "A rule's target, and a bus with a key of its own, keep what cannot be delivered, after retries that are written down.",
  rationale:
    "EventBridge drops an event when the target goes on refusing it, and one that it cannot decrypt at once. Source: EventBridge's guides on retries and on dead-letter queues.",
  remediation: "Set deadLetterConfig.arn to a standard queue of this stack, and both fields of retryPolicy.",
  controls: ["events.target-dead-letters", "async.delivery-failures"],
  severity: "high",
  parameters: {
    minimumAttempts: z.int().min(0).max(185).default(10).describe("Fewest retries; EventBridge's default is 185."),
    minimumAgeSeconds: z.int().min(60).max(86_400).default(3_600).describe("Least age up to which it retries."),
  },
  async check(stack, { each, report, parameters: { minimumAttempts, minimumAgeSeconds } }) {
    await each(stack.ofType(types.eventTarget, types.bus), (resource) => {
      if (resource.type === types.bus && resource.raw.props.kmsKeyIdentifier === undefined) return;
      const [dead] = stack.named(resource, "deadLetterConfig.arn", types.queue);
      const isTarget = dead !== undefined && resource.raw.props.arn === dead.raw.props.arn;
      if (dead === undefined || isTarget || dead.flag("fifoQueue") === true) {
        const found = resource.value("deadLetterConfig.arn");
        const wanted = "a standard queue of this stack that is not the target";
        report(resource, "deadLetterConfig.arn", found, wanted);
      }
      if (resource.type === types.bus) return;
      atLeast("retryPolicy.maximumRetryAttempts", minimumAttempts);
      atLeast("retryPolicy.maximumEventAgeInSeconds", minimumAgeSeconds);

      function atLeast(property: string, least: number): void {
        const found = resource.number(property);
        if (found === undefined || found < least) report(resource, property, found, `at least ${least}`);
      }
    });
  },
});
