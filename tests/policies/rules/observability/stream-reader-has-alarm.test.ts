import { streamReaderHasAlarm } from "../../../../policies/rules/observability/stream-reader-has-alarm";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, live, sender, throughAlias, mappingType as type } from "./watched";

testRule(streamReaderHasAlarm, {
  valid: [
    sender,
    live,
    resource(type, "stream", { functionName: live.state.arn, startingPosition: "TRIM_HORIZON" }),
    alarm("behind", "AWS/Lambda", "IteratorAge", throughAlias),
  ],
  passes: { "a reader of a queue": [sender, live, resource(type, "queue", { functionName: live.state.arn })] },
  refuses: {
    "a reader that nobody watches": [
      without("behind"),
      "stream",
      /functionName is sender, wanted an alarm on its IteratorAge/,
    ],
    "an alarm on another metric of the reader": [set("behind", "metricName", "Duration"), "stream", /IteratorAge/],
  },
});
