import * as z from "zod";
import { stackRule } from "../../engine/define";
import { complete } from "../../wiring/collect";
import { deadLettersOf } from "../../wiring/dead-letters";
import { types } from "../../wiring/types";

const daySeconds = 86_400;

export const deadLetterQueueKeepsMessages = stackRule({
  name: "dead-letter-queue-keeps-messages",
  concern: "reliability",
  description: "Dead-letter queues keep messages as long as SQS can, and are of the type that their source needs.",
  rationale:
    "A message's age counts from its first sending, so a short retention loses it before anybody has looked; a FIFO queue takes dead letters of FIFO sources only. Source: SQS's guide on dead-letter queues.",
  remediation: "Set messageRetentionSeconds to 1209600, and fifoQueue as the source has it.",
  controls: ["async.dead-letter-queues"],
  severity: "high",
  parameters: {
    minimumDays: z.number().min(1).max(14).default(14).describe("Least retention, in days; SQS keeps at most 14."),
  },
  async check(stack, { each, report, parameters: { minimumDays } }) {
    const dead = deadLettersOf(stack);
    await each(stack.ofType(types.queue), (queue) => {
      const sources = complete(dead).filter((item) => item.queue === queue);
      if (sources.length === 0) return;
      const found = queue.number("messageRetentionSeconds");
      const wanted = minimumDays * daySeconds;
      // SQS's default is four days.
      if ((found ?? 4 * daySeconds) < wanted)
        report(queue, "messageRetentionSeconds", found, `at least ${wanted} seconds`);
      for (const { by } of sources) {
        const source = by.type === types.subscription ? stack.named(by, "topic", types.topic)[0] : by;
        const fifo = source?.flag(source.type === types.topic ? "fifoTopic" : "fifoQueue") === true;
        if ((queue.flag("fifoQueue") === true) === fifo) continue;
        const type = `${fifo}, as its source '${by.name}' is ${fifo ? "" : "not "}of that type`;
        report(queue, "fifoQueue", queue.value("fifoQueue"), type);
      }
    });
  },
});
