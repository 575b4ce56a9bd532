import { deadLetterQueueKeepsMessages } from "../../../../policies/rules/reliability/dead-letter-queue-keeps-messages";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";

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
