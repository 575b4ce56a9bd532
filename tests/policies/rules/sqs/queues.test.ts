import {
  queueAdmitsOnlyItsProducers,
  queueVisibilityCoversTimeout,
  readersDoNotShare,
} from "../../../../policies/rules/sqs/queues";
import { type NamedChange, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { admission, arn, queuePolicy, t } from "../../../support/policies/shops/wired-parts";

const queue = "aws:sqs/queue:Queue";
const sender = resource("aws:lambda/function:Function", "sender", { timeout: 30 });
const live = resource("aws:lambda/alias:Alias", "live", { functionName: sender.state.arn, name: "live" });
const emails = resource(queue, "mails", { visibilityTimeoutSeconds: 190 });

testRule(queueVisibilityCoversTimeout, {
  valid: [
    emails,
    sender,
    live,
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
      eventSourceArn: emails.state.arn,
      functionName: live.state.arn,
      maximumBatchingWindowInSeconds: 10,
    }),
  ],
  refuses: {
    "one second less than six timeouts and the window": [
      set("mails", "visibilityTimeoutSeconds", 189),
      /visibilityTimeoutSeconds is 189, wanted at least 190 seconds/,
    ],
    "a function that may take longer": [
      set("sender", "timeout", 31),
      "mails",
      /wanted at least 196 seconds, for 'sender' has 31/,
    ],
  },
});

/** The same shop, with one more statement for the queue. */
function also(statement: object): NamedChange {
  const fromTopic = admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"));
  const fromRule = admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", "work"));
  return set("work-policy", "policy", queuePolicy("work", fromTopic, fromRule, statement));
}

testRule(queueAdmitsOnlyItsProducers, {
  valid: shop,
  refuses: {
    "a topic that sends nothing there": [
      also(admission("sns.amazonaws.com", arn("topic", "other"), arn("queue", "work"))),
      /Statement\[3\].Condition.aws:SourceArn is .*other, wanted a source that delivers to 'work' by sns.amazonaws.com/,
    ],
    "a producer of another service": [
      also(admission("events.amazonaws.com", arn("topic", "news"), arn("queue", "work"))),
      /by events.amazonaws.com/,
    ],
    "every topic": [
      also(admission("sns.amazonaws.com", "arn:aws:sns:*:*:*", arn("queue", "work"))),
      /wanted the ARN of a producer, without wildcard/,
    ],
    "a service without a source": [
      also({
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arn("queue", "work"),
      }),
      /wanted the ARN of a producer/,
    ],
    everybody: [
      also({ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arn("queue", "work") }),
      /wanted the ARN of a producer/,
    ],
    "more than sending": [
      also(admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", "work"), "sqs:*")),
      /Statement\[3\].Action is sqs:\*, wanted sqs:SendMessage/,
    ],
    "a statement about every queue": [
      also(admission("sns.amazonaws.com", arn("topic", "news"), "*")),
      /Statement\[3\].Resource is \*, wanted .*work/,
    ],
    "the policy of another queue": [
      set("work-policy", "queueUrl", "audit-failures"),
      /Resource is .*work, wanted .*audit-failures/,
    ],
    "a topic that no longer sends there": [without("queueing"), "work-policy", /aws:SourceArn is .*news/],
  },
});

testRule(readersDoNotShare, {
  valid: [
    resource(t.queue, "mails"),
    resource(t.queue, "parcels"),
    resource(t.table, "orders"),
    resource(t.mapping, "sender", { eventSourceArn: arn("queue", "mails") }),
    resource(t.mapping, "tracker", { eventSourceArn: arn("queue", "parcels") }),
    resource(t.mapping, "publisher", { eventSourceArn: arn("table", "orders") }),
    resource(t.mapping, "auditor", { eventSourceArn: arn("table", "orders") }),
  ],
  refuses: {
    "a second reader of a queue, copied from the first": [
      set("tracker", "eventSourceArn", arn("queue", "mails")),
      "mails",
      /event source mappings is \["sender","tracker"\], wanted at most 1/,
    ],
    "a third reader of a stream": [
      set("tracker", "eventSourceArn", arn("table", "orders")),
      "orders",
      /wanted at most 2/,
    ],
  },
});
