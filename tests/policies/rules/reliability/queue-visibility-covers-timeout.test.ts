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
