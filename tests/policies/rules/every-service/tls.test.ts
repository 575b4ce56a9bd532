import {
  bucketRefusesPlainConnections,
  configurationSetRequiresTls,
  queueRefusesPlainConnections,
  subscriptionUsesTls,
  topicRefusesPlainConnections,
} from "../../../../policies/rules/every-service/tls";
import { drop, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { refusal, tlsCases } from "../../../support/policies/tls-cases";

const bucket = "aws:s3/bucket:Bucket";
const policy = "aws:s3/bucketPolicy:BucketPolicy";
const records = resource(bucket, "records", { bucket: "records" });

testRule(bucketRefusesPlainConnections, {
  valid: [
    records,
    resource(policy, "policy", {
      bucket: "records",
      policy: JSON.stringify({
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [records.state.arn, `${records.state.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    }),
  ],
  refuses: {
    "a bucket without a policy": [without("policy"), "records", /no such statement/],
    "a policy of another bucket": [set("policy", "bucket", "others"), "records", /no such statement/],
    "objects that are left out": [
      set(
        "policy",
        "policy",
        JSON.stringify({
          Statement: [
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: records.state.arn,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      ),
      "records",
      /no such statement/,
    ],
    "a bucket that is left out": [
      set(
        "policy",
        "policy",
        JSON.stringify({
          Statement: [
            {
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: `${records.state.arn}/*`,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      ),
      "records",
      /no such statement/,
    ],
  },
});

for (const [rule, type, policyType, names, action, tooFew] of [
  [
    queueRefusesPlainConnections,
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "queueUrl",
    "sqs:*",
    "sqs:SendMessage",
  ],
  [
    topicRefusesPlainConnections,
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "arn",
    "sns:Publish",
    "sns:Subscribe",
  ],
] as const) {
  const it = resource(type, "it", {}, { outputs: { url: "https://it" } });
  const other = resource(type, "other", {}, { outputs: { url: "https://other" } });
  const named = (of: typeof it) => (names === "arn" ? of.state.arn : of.state.url);
  const good = { Action: action, Resource: it.state.arn };
  const ofOther = refusal({ ...good, Principal: { AWS: "*" }, Resource: other.state.arn });

  testRule(rule, {
    valid: [
      it,
      other,
      resource(policyType, "policy", { [names]: named(it), policy: refusal(good) }),
      resource(policyType, "other-policy", { [names]: named(other), policy: ofOther }),
    ],
    refuses: {
      "a policy of another resource": [set("policy", names, named(other)), "it", /no such statement/],
      ...tlsCases(good, tooFew),
    },
  });
}

const topicSubscriptionType = "aws:sns/topicSubscription:TopicSubscription";

testRule(subscriptionUsesTls, {
  valid: [
    resource(topicSubscriptionType, "hook", { protocol: "https", endpoint: "https://example.com/hook" }),
    resource(topicSubscriptionType, "queue", { protocol: "sqs", endpoint: "arn:aws:sqs:eu-central-1:1:q" }),
  ],
  refuses: {
    "plain HTTP": [set("hook", "protocol", "http"), /protocol is http, wanted https/],
    "a plain address": [set("hook", "endpoint", "http://example.com/hook"), /endpoint is http:/],
  },
});

const configurationSetType = "aws:sesv2/configurationSet:ConfigurationSet";
const older = "aws:ses/configurationSet:ConfigurationSet";

testRule(configurationSetRequiresTls, {
  valid: [
    resource(configurationSetType, "mail", { deliveryOptions: { tlsPolicy: "REQUIRE" } }),
    resource(older, "old", { deliveryOptions: { tlsPolicy: "Require" } }),
  ],
  refuses: {
    "a set that says nothing": [drop("mail", "deliveryOptions"), /tlsPolicy is not set, wanted REQUIRE/],
    "TLS where it is offered": [set("mail", "deliveryOptions.tlsPolicy", "OPTIONAL"), /tlsPolicy is OPTIONAL/],
    "the same of the older API": [set("old", "deliveryOptions.tlsPolicy", "Optional"), /tlsPolicy is Optional/],
  },
});
