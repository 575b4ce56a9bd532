import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { complete } from "../../wiring/collect";
import { deadLettersOf, redriveOf, redriveQueueOf } from "../../wiring/dead-letters";
import { types } from "../../wiring/types";

/** SQS's own defaults, in seconds. */
const defaults = { retention: 345_600, visibility: 30 } as const;

export const queueHasDeadLetters = stackRule({
  name: "queue-has-dead-letters",
  concern: "reliability",
  description:
    "A queue that is worked on hands over what fails to a dead-letter queue, after enough receives and before it expires.",
  rationale:
    "Else a bad message comes back until it expires, and is gone; with too few receives a short outage kills good ones. Source: Lambda's guide on SQS asks for at least five.",
  remediation:
    "Set redrivePolicy with deadLetterTargetArn and maxReceiveCount, an integer, and messageRetentionSeconds above receives times visibility timeout.",
  controls: ["sqs.dead-letters", "async.queue-arithmetic", "async.failure-paths"],
  severity: "high",
  parameters: {
    minimumReceives: z.int().min(1).max(1_000).default(5).describe("Least maxReceiveCount."),
    maximumReceives: z.int().min(1).max(1_000).default(100).describe("Most: beyond it a bad message costs for days."),
  },
  async check(stack, { each, report, parameters: { minimumReceives, maximumReceives } }) {
    const dead = deadLettersOf(stack);
    await each(stack.ofType(types.queue), (queue) => {
      const redrive = redriveOf(queue);
      if (redrive === undefined) {
        if (complete(dead).some((item) => item.queue === queue)) return;
        report(queue, "redrivePolicy", queue.value("redrivePolicy"), "dead letters");
        return;
      }
      const target = redriveQueueOf(stack, queue);
      if (target === undefined || target === queue) {
        const wanted = "another queue of this stack";
        report(queue, "redrivePolicy.deadLetterTargetArn", redrive.deadLetterTargetArn, wanted);
      }
      const { maxReceiveCount: receives } = redrive;
      if (!Number.isInteger(receives) || Number(receives) < minimumReceives || Number(receives) > maximumReceives) {
        const wanted = `an integer from ${minimumReceives} to ${maximumReceives}`;
        report(queue, "redrivePolicy.maxReceiveCount", JSON.stringify(receives), wanted);
      }
      const least = Number(receives) * (queue.number("visibilityTimeoutSeconds") ?? defaults.visibility);
      if (retentionOf(queue) < least) {
        const wanted = `at least ${least} seconds: so long may all its receives take`;
        report(queue, "messageRetentionSeconds", retentionOf(queue), wanted);
      }
    });
  },
});

function retentionOf(queue: Resource): number {
  return queue.number("messageRetentionSeconds") ?? defaults.retention;
}
