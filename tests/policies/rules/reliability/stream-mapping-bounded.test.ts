import { streamMappingBounded } from "../../../../policies/rules/reliability/stream-mapping-bounded";
import { drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn, t } from "./shop-parts";

testRule(streamMappingBounded, {
  valid: shop,
  failing: [
    {
      title: "retries without an end",
      change: (valid) => drop(valid, "auditing", "maximumRetryAttempts"),
      type: t.mapping,
      name: "auditing",
      says: /maximumRetryAttempts is not set, wanted -1 \(until the records' age\), or 2 to 20/,
    },
    {
      title: "no retry at all",
      change: (valid) => set(valid, "auditing", "maximumRetryAttempts", 0),
      type: t.mapping,
      name: "auditing",
      says: /maximumRetryAttempts is 0/,
    },
    {
      title: "retries until an age that has no bound",
      change: (valid) =>
        set(set(valid, "auditing", "maximumRetryAttempts", -1), "auditing", "maximumRecordAgeInSeconds", -1),
      type: t.mapping,
      name: "auditing",
      says: /maximumRecordAgeInSeconds is -1/,
    },
    {
      title: "one retry too few",
      change: (valid) => set(valid, "auditing", "maximumRetryAttempts", 1),
      type: t.mapping,
      name: "auditing",
      says: /maximumRetryAttempts is 1/,
    },
    {
      title: "one retry too many",
      change: (valid) => set(valid, "auditing", "maximumRetryAttempts", 21),
      type: t.mapping,
      name: "auditing",
      says: /maximumRetryAttempts is 21/,
    },
    {
      title: "records of any age",
      change: (valid) => drop(valid, "auditing", "maximumRecordAgeInSeconds"),
      type: t.mapping,
      name: "auditing",
      says: /maximumRecordAgeInSeconds is not set/,
    },
    {
      title: "records as old as the stream keeps them",
      change: (valid) => set(valid, "auditing", "maximumRecordAgeInSeconds", 43_201),
      type: t.mapping,
      name: "auditing",
      says: /maximumRecordAgeInSeconds is 43201/,
    },
    {
      title: "batches that are not bisected",
      change: (valid) => drop(valid, "auditing", "bisectBatchOnFunctionError"),
      type: t.mapping,
      name: "auditing",
      says: /bisectBatchOnFunctionError is not set/,
    },
    {
      title: "a start at what comes next",
      change: (valid) => set(valid, "auditing", "startingPosition", "LATEST"),
      type: t.mapping,
      name: "auditing",
      says: /startingPosition is LATEST/,
    },
    {
      title: "failures that go nowhere",
      change: (valid) => drop(valid, "auditing", "destinationConfig"),
      type: t.mapping,
      name: "auditing",
      says: /destinationConfig.onFailure.destinationArn is not set, wanted a queue/,
    },
    {
      title: "failures that go to no queue of the stack",
      change: (valid) => set(valid, "auditing", "destinationConfig.onFailure.destinationArn", arn("queue", "other")),
      type: t.mapping,
      name: "auditing",
      says: /destinationArn is .*other/,
    },
  ],
});
