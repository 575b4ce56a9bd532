import { topicPolicyNamesItsTopic } from "../../../../policies/rules/least-privilege/topic-policy-names-its-topic";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:sns/topicPolicy:TopicPolicy";
const topic = resource("aws:sns/topic:Topic", "notices");
const allow = (Resource: unknown) => ({
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource,
});
const text = (...resources: readonly unknown[]) => JSON.stringify({ Statement: resources.map(allow) });

testRule(topicPolicyNamesItsTopic, {
  valid: [topic, resource(type, "policy", { arn: topic.state.arn, policy: text(topic.state.arn, [topic.state.arn]) })],
  refuses: {
    "a star": [set("policy", "policy", text("*")), /policy\.Statement\[0\]\.Resource is \["\*"\]/],
    "another topic, in the second statement": [
      set("policy", "policy", text(topic.state.arn, `${topic.state.arn}x`)),
      /policy\.Statement\[1\]\.Resource is .*noticesx/,
    ],
    "another topic beside the right one": [
      set("policy", "policy", text([topic.state.arn, "arn:aws:sns:eu-central-1:1:other"])),
      /sns:eu-central-1:1:other/,
    ],
    "a statement about nothing": [set("policy", "policy", text(undefined)), /Resource is \[\]/],
  },
});
