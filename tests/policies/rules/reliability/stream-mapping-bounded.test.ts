import { streamMappingBounded } from "../../../../policies/rules/reliability/stream-mapping-bounded";
import { chain, drop, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { arn } from "./shop-parts";

testRule(streamMappingBounded, {
  valid: shop,
  refuses: {
    "retries without an end": [
      drop("auditing", "maximumRetryAttempts"),
      /maximumRetryAttempts is not set, wanted -1 \(until the records' age\), or 2 to 20/,
    ],
    "no retry at all": [set("auditing", "maximumRetryAttempts", 0), /maximumRetryAttempts is 0/],
    "retries until an age that has no bound": [
      chain(set("auditing", "maximumRetryAttempts", -1), set("auditing", "maximumRecordAgeInSeconds", -1)),
      /maximumRecordAgeInSeconds is -1/,
    ],
    "one retry too few": [set("auditing", "maximumRetryAttempts", 1), /maximumRetryAttempts is 1/],
    "one retry too many": [set("auditing", "maximumRetryAttempts", 21), /maximumRetryAttempts is 21/],
    "records of any age": [drop("auditing", "maximumRecordAgeInSeconds"), /maximumRecordAgeInSeconds is not set/],
    "records as old as the stream keeps them": [
      set("auditing", "maximumRecordAgeInSeconds", 43_201),
      /maximumRecordAgeInSeconds is 43201/,
    ],
    "batches that are not bisected": [
      drop("auditing", "bisectBatchOnFunctionError"),
      /bisectBatchOnFunctionError is not set/,
    ],
    "a start at what comes next": [set("auditing", "startingPosition", "LATEST"), /startingPosition is LATEST/],
    "failures that go nowhere": [
      drop("auditing", "destinationConfig"),
      /destinationConfig.onFailure.destinationArn is not set, wanted a queue/,
    ],
    "failures that go to no queue of the stack": [
      set("auditing", "destinationConfig.onFailure.destinationArn", arn("queue", "other")),
      /destinationArn is .*other/,
    ],
  },
});
