import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import { refusesPlain } from "./tls/refusal";

const queueType = "aws:sqs/queue:Queue";

/** What moves messages, and what could change who may. */
const actions = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SetQueueAttributes"];

export const queueRefusesPlainConnections = stackRule({
  name: "queue-refuses-plain-connections",
  concern: "encryption",
  description: "Queues refuse every call without TLS.",
  rationale: "SQS's endpoints take plain HTTP as well: what is sent by it can be read on the way.",
  remediation: "Give the queue a QueuePolicy that denies sqs:* on it to * where aws:SecureTransport is false.",
  controls: ["sqs.tls"],
  severity: "medium",
  async check(stack, { each, report }) {
    const policies = stack.ofType("aws:sqs/queuePolicy:QueuePolicy");
    await each(stack.ofType(queueType), (queue) => {
      const own = policies.filter((policy) => stack.named(policy, "queueUrl", queueType).includes(queue));
      const arns = [queue.text("arn") ?? "*"];
      const refuses = (holders: readonly Resource[]) =>
        refusesPlain(
          holders.flatMap((holder) => statementsIn(holder, "policy") ?? []),
          actions,
          arns,
        );
      // A preview does not know the queue's own policy where another resource sets it.
      if (refuses(own) || refuses([queue])) return;
      report(queue, "policy", "no such statement", "a refusal of sqs:* without TLS");
    });
  },
});
