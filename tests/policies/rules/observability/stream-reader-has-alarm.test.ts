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
  passing: [
    {
      title: "a reader of a queue",
      resources: [sender, live, resource(type, "queue", { functionName: live.state.arn })],
    },
  ],
  failing: [
    {
      title: "a reader that nobody watches",
      change: (valid) => without(valid, "behind"),
      type,
      name: "stream",
      says: /functionName is sender, wanted an alarm on its IteratorAge/,
    },
    {
      title: "an alarm on another metric of the reader",
      change: (valid) => set(valid, "behind", "metricName", "Duration"),
      type,
      name: "stream",
      says: /IteratorAge/,
    },
  ],
});
