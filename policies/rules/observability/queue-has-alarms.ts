import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { watchedIn } from "../../metrics/watched";

const queueType = "aws:sqs/queue:Queue";

export const queueHasAlarms = stackRule({
  name: "queue-has-alarms",
  concern: "observability",
  description:
    "A queue that a function reads has an alarm on the age of its messages, every other queue one on any message in it.",
  rationale:
    "A queue that grows old shows a consumer that fails or is too slow; a queue that nobody reads holds what was given up, until it expires unseen.",
  remediation:
    "Declare the alarm by the queue's name: ApproximateAgeOfOldestMessage, or ApproximateNumberOfMessagesVisible above 0.",
  controls: ["observability.queue-alarms", "async.dead-letter-queues"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    const read = new Set<Resource>();
    await each(stack.ofType("aws:lambda/eventSourceMapping:EventSourceMapping"), (mapping) => {
      for (const queue of stack.named(mapping, "eventSourceArn", queueType)) read.add(queue);
    });
    await each(stack.ofType(queueType), (queue) => {
      const QueueName = queue.text("name") ?? "";
      const [kind, what] = read.has(queue)
        ? (["queueAge", "the age of its oldest message"] as const)
        : (["deadLetters", "its number of messages, for no function reads it,"] as const);
      if (watched.by(kind, { QueueName }).length > 0) return;
      report(queue, "name", QueueName, `an alarm on ${what} with its name as dimension`);
    });
  },
});
