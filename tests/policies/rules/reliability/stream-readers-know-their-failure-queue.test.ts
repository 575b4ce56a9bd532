import { streamReadersKnowTheirFailureQueue } from "../../../../policies/rules/reliability/stream-readers-know-their-failure-queue";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

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
