import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import { refusesPlain } from "./tls/refusal";

const topicType = "aws:sns/topic:Topic";

export const topicRefusesPlainConnections = stackRule({
  name: "topic-refuses-plain-connections",
  concern: "encryption",
  description: "Topics refuse whoever publishes without TLS.",
  rationale: "SNS's endpoints take plain HTTP as well: what is published by it can be read on the way.",
  remediation: "Give the topic a TopicPolicy that denies sns:Publish on it to * where aws:SecureTransport is false.",
  controls: ["sns.tls"],
  severity: "medium",
  async check(stack, { each, report }) {
    const policies = stack.ofType("aws:sns/topicPolicy:TopicPolicy");
    await each(stack.ofType(topicType), (topic) => {
      const own = policies.filter((policy) => stack.named(policy, "arn", topicType).includes(topic));
      const arns = [topic.text("arn") ?? "*"];
      const refuses = (holders: readonly Resource[]) =>
        refusesPlain(
          holders.flatMap((holder) => statementsIn(holder, "policy") ?? []),
          ["sns:Publish"],
          arns,
        );
      // A preview does not know the topic's own policy where another resource sets it.
      if (refuses(own) || refuses([topic])) return;
      report(topic, "policy", "no such statement", "a refusal of sns:Publish without TLS");
    });
  },
});
