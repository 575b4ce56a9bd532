import { queueVisibilityCoversTimeout } from "../../../../policies/rules/reliability/queue-visibility-covers-timeout";
import { resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const queue = "aws:sqs/queue:Queue";
const sender = resource("aws:lambda/function:Function", "sender", { timeout: 30 });
const live = resource("aws:lambda/alias:Alias", "live", { functionName: sender.state.arn, name: "live" });
const mails = resource(queue, "mails", { visibilityTimeoutSeconds: 190 });

testRule(queueVisibilityCoversTimeout, {
  valid: [
    mails,
    sender,
    live,
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", "mapping", {
      eventSourceArn: mails.state.arn,
      functionName: live.state.arn,
      maximumBatchingWindowInSeconds: 10,
    }),
  ],
  failing: [
    {
      title: "one second less than six timeouts and the window",
      change: (valid) => set(valid, "mails", "visibilityTimeoutSeconds", 189),
      type: queue,
      name: "mails",
      says: /visibilityTimeoutSeconds is 189, wanted at least 190 seconds/,
    },
    {
      title: "a function that may take longer",
      change: (valid) => set(valid, "sender", "timeout", 31),
      type: queue,
      name: "mails",
      says: /wanted at least 196 seconds, for 'sender' has 31/,
    },
  ],
});
