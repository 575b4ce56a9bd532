import { resourceRule } from "../../engine/define";

export const queueRetentionIsExplicit = resourceRule({
  name: "queue-retention-is-explicit",
  concern: "cost",
  description: "Queues say how long they keep a message.",
  rationale: "SQS forgets after four days, which is a long weekend: nobody has chosen that for a message that failed.",
  remediation: "Set messageRetentionSeconds, 60 seconds to 14 days.",
  controls: ["cost.logs"],
  severity: "low",
  types: ["aws:sqs/queue:Queue"],
  check(queue, { report }) {
    const seconds = queue.number("messageRetentionSeconds");
    if (seconds !== undefined && seconds >= 60 && seconds <= 1_209_600) return;
    const wanted = "60 to 1209600 seconds";
    report(queue, "messageRetentionSeconds", seconds, wanted);
  },
});
