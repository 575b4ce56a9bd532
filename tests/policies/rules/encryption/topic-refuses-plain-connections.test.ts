import { topicRefusesPlainConnections } from "../../../../policies/rules/encryption/topic-refuses-plain-connections";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { refusal, tlsCases } from "./tls-cases";

const type = "aws:sns/topic:Topic";
const policyType = "aws:sns/topicPolicy:TopicPolicy";
const it = resource(type, "it", {}, { outputs: { url: "https://it" } });
const other = resource(type, "other", {}, { outputs: { url: "https://other" } });
const good = { Action: "sns:Publish", Resource: it.state.arn };
const everybody = { AWS: "*" };

testRule(topicRefusesPlainConnections, {
  valid: [
    it,
    other,
    resource(policyType, "policy", { arn: it.state.arn, policy: refusal(good) }),
    resource(policyType, "other-policy", {
      arn: other.state.arn,
      policy: refusal({ ...good, Principal: everybody, Resource: other.state.arn }),
    }),
  ],
  refuses: {
    "a policy of another resource": [set("policy", "arn", other.state.arn), "it", /no such statement/],
    ...tlsCases(good, "sns:Subscribe"),
  },
});
