import {
  deadLetterQueueKeepsMessages,
  deadLetterQueueNamesItsSources,
  deadLettersHaveOneSource,
  queueHasDeadLetters,
} from "../../../../policies/rules/sqs/dead-letters";
import { drop, type NamedChange, resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { arn, t } from "../../../support/policies/shops/wired-parts";

testRule(deadLetterQueueKeepsMessages, {
  valid: shop,
  refuses: {
    "a retention that is left to SQS": [
      drop("work-dead", "messageRetentionSeconds"),
      /messageRetentionSeconds is not set, wanted at least 1209600/,
    ],
    "one second less": [set("work-dead", "messageRetentionSeconds", 1_209_599), /messageRetentionSeconds is 1209599/],
    "a queue of a subscription": [
      set("news-dead", "messageRetentionSeconds", 345_600),
      /messageRetentionSeconds is 345600/,
    ],
    "a queue of a target": [
      set("target-dead", "messageRetentionSeconds", 345_600),
      /messageRetentionSeconds is 345600/,
    ],
    "a queue of a bus": [set("bus-dead", "messageRetentionSeconds", 345_600), /messageRetentionSeconds is 345600/],
    "a queue of a stream": [
      set("audit-failures", "messageRetentionSeconds", 345_600),
      /messageRetentionSeconds is 345600/,
    ],
    "a queue of asynchronous calls": [
      set("reader-failures", "messageRetentionSeconds", 345_600),
      /messageRetentionSeconds is 345600/,
    ],
    "a FIFO queue for one that is none": [
      set("work-dead", "fifoQueue", true),
      /fifoQueue is true, wanted false, as its source 'work' is not of that type/,
    ],
    "a standard queue for a FIFO topic": [
      set("news", "fifoTopic", true),
      "news-dead",
      /fifoQueue is not set, wanted true/,
    ],
  },
});

/** The same shop, with other values in the policy of its dead letters. */
function allowing(values: object): NamedChange {
  const right = { redrivePermission: "byQueue", sourceQueueArns: [arn("queue", "work")] };
  return set("work-dead-allow", "redriveAllowPolicy", JSON.stringify({ ...right, ...values }));
}

testRule(deadLetterQueueNamesItsSources, {
  valid: shop,
  refuses: {
    "a queue that lets in everybody": [
      without("work-dead-allow"),
      "work-dead",
      /redriveAllowPolicy is 0, wanted exactly one/,
    ],
    "a policy that says so": [
      allowing({ redrivePermission: "allowAll" }),
      /redriveAllowPolicy is .*allowAll.*wanted byQueue with .*work/,
    ],
    nobody: [allowing({ redrivePermission: "denyAll" }), /denyAll/],
    "another queue": [allowing({ sourceQueueArns: [arn("queue", "audit-failures")] }), /audit-failures/],
    "one queue too many": [
      allowing({ sourceQueueArns: [arn("queue", "work"), arn("queue", "audit-failures")] }),
      /audit-failures/,
    ],
    "the policy of another queue": [
      set("work-dead-allow", "queueUrl", "news-dead"),
      "work-dead",
      /redriveAllowPolicy is 0/,
    ],
    "dead letters that go to another queue than the one that lets them in": [
      set("work", "redrivePolicy", JSON.stringify({ deadLetterTargetArn: arn("queue", "news-dead") })),
      "news-dead",
      /redriveAllowPolicy is 0/,
    ],
  },
});

testRule(deadLettersHaveOneSource, {
  valid: [
    resource(t.queue, "lost"),
    resource(t.queue, "strays"),
    resource(t.target, "first", { deadLetterConfig: { arn: arn("queue", "lost") } }),
    resource(t.target, "second", { deadLetterConfig: { arn: arn("queue", "strays") } }),
    resource(t.mapping, "reader", { eventSourceArn: arn("queue", "work") }),
  ],
  refuses: {
    "a queue that keeps what failed in two places": [
      set("second", "deadLetterConfig.arn", arn("queue", "lost")),
      "lost",
      /sources is \["first","second"\], wanted one/,
    ],
    "a function that reads dead letters": [
      set("reader", "eventSourceArn", arn("queue", "lost")),
      "lost",
      /event source mappings is a reader, wanted none/,
    ],
  },
});

/** The same shop, with other values in the redrive policy of its queue. */
function redrive(values: object): NamedChange {
  const right = { deadLetterTargetArn: arn("queue", "work-dead"), maxReceiveCount: 5 };
  return set("work", "redrivePolicy", JSON.stringify({ ...right, ...values }));
}

testRule(queueHasDeadLetters, {
  valid: shop,
  passes: { "messages that just live long enough": set("work", "messageRetentionSeconds", 600) },
  refuses: {
    "a queue without dead letters": [drop("work", "redrivePolicy"), /redrivePolicy is not set, wanted dead letters/],
    "one receive too few": [redrive({ maxReceiveCount: 4 }), /maxReceiveCount is 4, wanted an integer from 5 to 100/],
    "receives in quotation marks": [redrive({ maxReceiveCount: "5" }), /maxReceiveCount is "5"/],
    "receives without number": [redrive({ maxReceiveCount: undefined }), /maxReceiveCount is not set/],
    "a queue that does not exist": [
      redrive({ deadLetterTargetArn: arn("queue", "gone") }),
      /deadLetterTargetArn is .*gone, wanted another queue/,
    ],
    "a queue that is its own": [
      redrive({ deadLetterTargetArn: arn("queue", "work") }),
      /deadLetterTargetArn is .*work/,
    ],
    "messages that expire before their last receive": [
      set("work", "messageRetentionSeconds", 599),
      /messageRetentionSeconds is 599, wanted at least 600/,
    ],
  },
});
