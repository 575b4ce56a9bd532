import { deadLetterQueueKeepsMessages } from "../../../../policies/rules/reliability/dead-letter-queue-keeps-messages";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

testRule(deadLetterQueueKeepsMessages, {
  valid: shop,
  failing: [
    {
      title: "a retention that is left to SQS",
      change: (valid) => drop(valid, "work-dead", "messageRetentionSeconds"),
      type: t.queue,
      name: "work-dead",
      says: /messageRetentionSeconds is not set, wanted at least 1209600/,
    },
    {
      title: "one second less",
      change: (valid) => set(valid, "work-dead", "messageRetentionSeconds", 1_209_599),
      type: t.queue,
      name: "work-dead",
      says: /messageRetentionSeconds is 1209599/,
    },
    {
      title: "a queue of a subscription",
      change: (valid) => set(valid, "news-dead", "messageRetentionSeconds", 345_600),
      type: t.queue,
      name: "news-dead",
      says: /messageRetentionSeconds is 345600/,
    },
    {
      title: "a queue of a target",
      change: (valid) => set(valid, "target-dead", "messageRetentionSeconds", 345_600),
      type: t.queue,
      name: "target-dead",
      says: /messageRetentionSeconds is 345600/,
    },
    {
      title: "a queue of a bus",
      change: (valid) => set(valid, "bus-dead", "messageRetentionSeconds", 345_600),
      type: t.queue,
      name: "bus-dead",
      says: /messageRetentionSeconds is 345600/,
    },
    {
      title: "a queue of a stream",
      change: (valid) => set(valid, "audit-failures", "messageRetentionSeconds", 345_600),
      type: t.queue,
      name: "audit-failures",
      says: /messageRetentionSeconds is 345600/,
    },
    {
      title: "a queue of asynchronous calls",
      change: (valid) => set(valid, "reader-failures", "messageRetentionSeconds", 345_600),
      type: t.queue,
      name: "reader-failures",
      says: /messageRetentionSeconds is 345600/,
    },
    {
      title: "a FIFO queue for one that is none",
      change: (valid) => set(valid, "work-dead", "fifoQueue", true),
      type: t.queue,
      name: "work-dead",
      says: /fifoQueue is true, wanted false, as its source 'work' is not of that type/,
    },
    {
      title: "a standard queue for a FIFO topic",
      change: (valid) => set(valid, "news", "fifoTopic", true),
      type: t.queue,
      name: "news-dead",
      says: /fifoQueue is not set, wanted true/,
    },
  ],
});
