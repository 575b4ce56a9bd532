import { stackRule } from "../../engine/define";
import { functionDimensions, watchedIn } from "../../metrics/watched";
import { calleeOf } from "../../wiring/functions";

export const streamReaderHasAlarm = stackRule({
  name: "stream-reader-has-alarm",
  concern: "observability",
  description: "A function that reads a stream has an alarm on how far it is behind.",
  rationale:
    "A record that fails blocks all that come after it; after a day the stream has forgotten them. Source: Lambda's guide on DynamoDB streams.",
  remediation: "Declare an alarm on IteratorAge with the function's dimensions.",
  controls: ["observability.function-alarms", "async.stream-bounds"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType("aws:lambda/eventSourceMapping:EventSourceMapping"), (mapping) => {
      // Only streams have a position to start from.
      if (mapping.text("startingPosition") === undefined) return;
      const reader = calleeOf(stack, mapping, "functionName")?.function;
      if (reader === undefined) return;
      const alarms = functionDimensions(stack, reader).flatMap((dimensions) => watched.by("iteratorAge", dimensions));
      if (alarms.length === 0) report(mapping, "functionName", reader.name, "an alarm on its IteratorAge");
    });
  },
});
