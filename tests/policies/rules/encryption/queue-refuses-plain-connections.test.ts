import { queueRefusesPlainConnections } from "../../../../policies/rules/encryption/queue-refuses-plain-connections";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { refusal, tlsCases } from "./tls-cases";

const type = "aws:sqs/queue:Queue";
const policyType = "aws:sqs/queuePolicy:QueuePolicy";
const it = resource(type, "it", {}, { outputs: { url: "https://it" } });
const other = resource(type, "other", {}, { outputs: { url: "https://other" } });
const good = { Action: "sqs:*", Resource: it.state.arn };
const everybody = { AWS: "*" };

testRule(queueRefusesPlainConnections, {
  valid: [
    it,
    other,
    resource(policyType, "policy", { queueUrl: it.state.url, policy: refusal(good) }),
    resource(policyType, "other-policy", {
      queueUrl: other.state.url,
      policy: refusal({ ...good, Principal: everybody, Resource: other.state.arn }),
    }),
  ],
  refuses: {
    "a policy of another resource": [set("policy", "queueUrl", other.state.url), "it", /no such statement/],
    ...tlsCases(good, "sqs:SendMessage"),
  },
});
