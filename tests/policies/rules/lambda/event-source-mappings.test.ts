import {
  mappingReportsBatchItemFailures,
  streamMappingBounded,
  streamMappingLeavesOutExpiry,
  streamReadersKnowTheirFailureQueue,
} from "../../../../policies/rules/lambda/event-source-mappings";
import { chain, drop, type NamedChange, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "../../../support/policies/shops/wired";
import { arn } from "../../../support/policies/shops/wired-parts";

testRule(mappingReportsBatchItemFailures, {
  valid: shop,
  refuses: {
    "a mapping that says nothing about it": [
      drop("working", "functionResponseTypes"),
      /functionResponseTypes is not set/,
    ],
    "an empty list": [set("working", "functionResponseTypes", []), /functionResponseTypes is \[\]/],
    "a stream that says nothing about it": [
      drop("auditing", "functionResponseTypes"),
      /functionResponseTypes is not set/,
    ],
    "a mapping that is switched off": [set("working", "enabled", false), /enabled is false/],
  },
});

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

/** The same shop, with these filters before the auditor. */
function filtered(...patterns: readonly object[]): NamedChange {
  const filters = patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) }));
  return set("auditing", "filterCriteria.filters", filters);
}

testRule(streamMappingLeavesOutExpiry, {
  valid: shop,
  passes: {
    "removals by somebody": filtered(
      { eventName: ["INSERT", "MODIFY"] },
      { eventName: ["REMOVE"], userIdentity: { principalId: [{ exists: false }] } },
    )(shop),
    "a table of which nothing expires": chain(drop("orders", "ttl"), drop("auditing", "filterCriteria")),
  },
  refuses: {
    "no filter at all": [
      drop("auditing", "filterCriteria"),
      /filterCriteria is not set, wanted one that leaves out what expires in 'orders'/,
    ],
    "a filter that takes removals": [
      filtered({ eventName: ["INSERT", "MODIFY", "REMOVE"] }),
      /filters.0.pattern is .*REMOVE/,
    ],
    "a filter on what expires": [
      filtered({ eventName: ["INSERT", "MODIFY"] }, { userIdentity: { principalId: [{ exists: true }] } }),
      /filters.1.pattern is/,
    ],
    "a filter that misses changes": [filtered({ eventName: ["INSERT"] }), /wanted one that lets MODIFY through/],
    "a mistyped event": [
      filtered({ eventName: ["INSERT", "MODIFY"] }, { eventName: ["REMOVED"] }),
      /filters.1.pattern is .*wanted one that some change can match/,
    ],
    "a mistyped event beside right ones": [
      filtered({ eventName: ["INSERT", "MODIFY", "MODIFIED"] }),
      /filters.0.pattern is .*in all its parts: eventName.2 never does/,
    ],
    "a mistyped field of the record": [
      filtered({ eventName: ["INSERT", "MODIFY"], dynamdb: { Keys: { id: { S: ["a"] } } } }),
      /filters.0.pattern is .*wanted one that some change can match/,
    ],
    "an operator that Lambda does not know": [
      filtered({ eventName: [{ wildcard: "*" }] }),
      /wanted a pattern that Lambda takes: eventName.0 has the operator 'wildcard'/,
    ],
    "a filter that is no JSON": [
      set("auditing", "filterCriteria.filters.0.pattern", "INSERT"),
      /filters.0.pattern is INSERT/,
    ],
  },
});

const failures = resource("aws:sqs/queue:Queue", "failures", { url: "https://sqs/failures" });
const reader = resource("aws:lambda/function:Function", "reader", {
  environment: { variables: { FAILURE_QUEUE_URL: failures.state.url } },
});
const live = resource("aws:lambda/alias:Alias", "live", { functionName: reader.state.arn, name: "live" });

testRule(streamReadersKnowTheirFailureQueue, {
  valid: [
    failures,
    reader,
    live,
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
      functionName: live.state.arn,
      destinationConfig: { onFailure: { destinationArn: failures.state.arn } },
    }),
  ],
  refuses: {
    "a function that does not know it": [
      set("reader", "environment.variables.FAILURE_QUEUE_URL", "elsewhere"),
      /nothing that names 'failures'.*failure queue of 'mapping'/s,
    ],
  },
});
