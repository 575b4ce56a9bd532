import { expect } from "chai";
import { nothingFiltersMessagesAway, receiversAdmitDeliveries } from "../../../../policies/rules/sns/deliveries";
import { resource, set, without } from "../../../support/policies/resources";
import { judge, testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { admission, arn, queuePolicy, t } from "../../../support/policies/shops/wired-parts";

const pattern = JSON.stringify({ body: { type: ["OrderPlaced"] } });

testRule(nothingFiltersMessagesAway, {
  valid: [
    resource(t.queue, "mails", { maxMessageSize: 262_144, delaySeconds: 0 }),
    resource(t.table, "orders"),
    resource(t.subscription, "subscription", { protocol: "sqs" }),
    resource(t.target, "target"),
    resource(t.mapping, "sender", { eventSourceArn: arn("queue", "mails"), batchSize: 10 }),
    // A stream's filter leaves out what the function is not for; what it leaves out stays in the stream.
    resource(t.mapping, "auditor", {
      eventSourceArn: arn("table", "orders"),
      batchSize: 100,
      filterCriteria: { filters: [{ pattern: "{}" }] },
    }),
  ],
  passes: {
    "large batches that are waited for": [
      resource(t.queue, "mails"),
      resource(t.mapping, "sender", {
        eventSourceArn: arn("queue", "mails"),
        batchSize: 100,
        maximumBatchingWindowInSeconds: 5,
      }),
    ],
  },
  refuses: {
    "a filter on a queue, which deletes what it does not match": [
      set("sender", "filterCriteria", { filters: [{ pattern }] }),
      /filterCriteria.filters is .*OrderPlaced.*, wanted no filter on a queue/,
    ],
    "a large batch without a window, which Lambda refuses": [
      set("sender", "batchSize", 100),
      /batchSize is 100, wanted at most 10/,
    ],
    "a filter on a subscription": [set("subscription", "filterPolicy", pattern), /filterPolicy is .*, wanted nothing/],
    "an event without its envelope": [
      set("target", "inputPath", "$.detail"),
      /inputPath is \$\.detail, wanted nothing/,
    ],
    "a queue that is too small for what a topic carries": [
      set("mails", "maxMessageSize", 1024),
      /maxMessageSize is 1024, wanted at least 262144/,
    ],
    "a queue that puts everything off": [set("mails", "delaySeconds", 900), /delaySeconds is 900, wanted 0/],
  },
});

const onPurpose = {
  filtered: ["asking", "asked"],
  reason: "Only for this test: a filter on the topic, one on the queue.",
};

describe("rule nothing-filters-messages-away, where filters are on purpose", () => {
  const judged = (policy: object, scope: string, filter: object) =>
    judge(
      nothingFiltersMessagesAway,
      [
        resource(t.topic, "confirmations-topic"),
        resource(t.queue, "mails"),
        resource(t.subscription, "asking", {
          topic: arn("topic", "confirmations-topic"),
          protocol: "sqs",
          endpoint: arn("queue", "mails"),
          rawMessageDelivery: true,
          filterPolicy: JSON.stringify(policy),
          filterPolicyScope: scope,
        }),
        resource(t.mapping, "asked", {
          eventSourceArn: arn("queue", "mails"),
          filterCriteria: { filters: [{ pattern: JSON.stringify(filter) }] },
        }),
      ],
      onPurpose,
    );
  const body = { type: ["OrderConfirmationRequested"] };

  it("passes those that let through what is published", async () => {
    expect(await judged(body, "MessageBody", { body })).to.deep.equal([]);
    expect(await judged({ correlationId: [{ exists: true }] }, "MessageAttributes", { body })).to.deep.equal([]);
  });

  it("refuses those that let nothing through", async () => {
    for (const [policy, scope, filter, says] of [
      [{ type: ["OrderConfirmationRequest"] }, "MessageBody", { body }, "filterPolicy.type.0 is"],
      [body, "MessageAttributes", { body }, "filterPolicy.type.0 is"],
      [{ a: { b: ["c"] } }, "MessageAttributes", { body }, "a pattern that SNS takes: a must be a list"],
      [body, "MessageBody", body, "filterCriteria.filters.0.pattern.type.0 is"],
      [body, "MessageBody", { body: { type: ["OrderPlaced"] } }, "filterCriteria.filters.0.pattern.body.type.0 is"],
      [
        body,
        "MessageBody",
        { body: { type: [{ wildcard: "Order*" }] } },
        "a pattern that Lambda takes: body.type.0 has",
      ],
    ] as const) {
      const found = await judged(policy, scope, filter);
      expect(found.map(({ message }) => message).join("\n")).to.contain(says);
    }
  });
});

const fromTopic = admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"));
const fromRule = admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", "work"));

/** The topic's statement with one more condition. */
function conditioned(condition: object): object {
  return { ...fromTopic, Condition: { ArnEquals: { "aws:SourceArn": arn("topic", "news") }, ...condition } };
}

testRule(receiversAdmitDeliveries, {
  valid: shop,
  passes: {
    "the right account as a further condition": set(
      "work-policy",
      "policy",
      queuePolicy("work", fromRule, conditioned({ StringEquals: { "aws:SourceAccount": "123456789012" } })),
    ),
  },
  refuses: {
    "a queue that its topic may not send to": [
      set("work-policy", "policy", queuePolicy("work", fromRule)),
      /wanted an Allow of sqs:SendMessage for sns.amazonaws.com with aws:SourceArn .*news, which 'queueing' needs/,
    ],
    "a queue that its rule may not send to": [
      set("work-policy", "policy", queuePolicy("work", fromTopic)),
      /events.amazonaws.com.* which 'moving' needs/,
    ],
    "a queue that lets in another topic": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, admission("sns.amazonaws.com", arn("topic", "other"), arn("queue", "work"))),
      ),
      /which 'queueing' needs/,
    ],
    "a statement about another queue": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work-dead"))),
      ),
      /which 'queueing' needs/,
    ],
    "another action": [
      set("work-policy", "policy", queuePolicy("work", fromRule, { ...fromTopic, Action: "sqs:ReceiveMessage" })),
      /which 'queueing' needs/,
    ],
    "a refusal in place of an allowance": [
      set("work-policy", "policy", queuePolicy("work", fromRule, { ...fromTopic, Effect: "Deny" })),
      /which 'queueing' needs/,
    ],
    "a condition of the wrong account": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, conditioned({ StringEquals: { "aws:SourceAccount": "999999999999" } })),
      ),
      /which 'queueing' needs/,
    ],
    "a condition that also passes without a source": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, {
          ...fromTopic,
          Condition: { ArnEqualsIfExists: { "aws:SourceArn": arn("topic", "news") } },
        }),
      ),
      /which 'queueing' needs/,
    ],
    "a statement beside it that keeps everybody out": [
      set(
        "work-policy",
        "policy",
        queuePolicy("work", fromRule, fromTopic, {
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:Send*",
          Resource: "*",
        }),
      ),
      /which '(queueing|moving)' needs/,
    ],
    "a queue without a policy": [without("work-policy"), "work", /policy is none in 0 policies/],
    "dead letters of a subscription without a policy": [
      without("news-dead-policy"),
      "news-dead",
      /which '(reading|queueing)' needs/,
    ],
    "dead letters of a target without a policy": [without("target-dead-policy"), "target-dead", /which 'moving' needs/],
    "dead letters of a bus without a policy": [without("bus-dead-policy"), "bus-dead", /which 'bus' needs/],
    "two policies of one queue": [
      set("work-dead-policy", "queueUrl", "work"),
      /queueUrl is work, wanted another one: 'work-policy' is the policy of 'work' already/,
    ],
    "a subscription that hands over to another queue": [
      set("queueing", "endpoint", arn("queue", "work-dead")),
      "work-dead-policy",
      /which 'queueing' needs/,
    ],
  },
});
