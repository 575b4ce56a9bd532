import { stackRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";
import { types } from "../../wiring/types";

export const topicPolicyNamesItsTopic = stackRule({
  name: "topic-policy-names-its-topic",
  concern: "least-privilege",
  description: "Every statement of a topic's policy is about that very topic.",
  rationale:
    "A statement about another topic gives nothing, in silence: whoever it lets in is turned away. A star says nothing about what was meant. Source: SNS's guide on access policies.",
  remediation: "Put the ARN of the topic into Resource.",
  controls: ["async.producers", "sns.public"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.topicPolicy), (policy) => {
      const [topic] = stack.named(policy, "arn", types.topic);
      if (topic === undefined) return; // what it names is not of this stack: `nothing-dangles` says so
      const wanted = topic.text("arn") ?? "";
      for (const { path, resources } of statementsIn(policy, "policy") ?? []) {
        if (resources.length > 0 && resources.every((resource) => resource === wanted)) continue;
        report(policy, `${path}.Resource`, resources, wanted);
      }
    });
  },
});
