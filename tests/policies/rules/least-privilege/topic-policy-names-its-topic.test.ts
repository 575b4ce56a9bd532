import { topicPolicyNamesItsTopic } from "../../../../policies/rules/least-privilege/topic-policy-names-its-topic";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sns/topicPolicy:TopicPolicy";
const topic = resource("aws:sns/topic:Topic", "notices");
const policy = { type, name: "policy" };
const allow = (Resource: unknown) => ({
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource,
});
const text = (...resources: readonly unknown[]) => JSON.stringify({ Statement: resources.map(allow) });

testRule(topicPolicyNamesItsTopic, {
  valid: [topic, resource(type, "policy", { arn: topic.state.arn, policy: text(topic.state.arn, [topic.state.arn]) })],
  failing: [
    {
      title: "a star",
      change: (valid) => set(valid, "policy", "policy", text("*")),
      ...policy,
      says: /policy\.Statement\[0\]\.Resource is \["\*"\]/,
    },
    {
      title: "another topic, in the second statement",
      change: (valid) => set(valid, "policy", "policy", text(topic.state.arn, `${topic.state.arn}x`)),
      ...policy,
      says: /policy\.Statement\[1\]\.Resource is .*noticesx/,
    },
    {
      title: "another topic beside the right one",
      change: (valid) => set(valid, "policy", "policy", text([topic.state.arn, "arn:aws:sns:eu-central-1:1:other"])),
      ...policy,
      says: /sns:eu-central-1:1:other/,
    },
    {
      title: "a statement about nothing",
      change: (valid) => set(valid, "policy", "policy", text(undefined)),
      ...policy,
      says: /Resource is \[\]/,
    },
  ],
});
