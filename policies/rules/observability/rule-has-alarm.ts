import { stackRule } from "../../engine/define";
import { watchedIn } from "../../metrics/watched";

export const ruleHasAlarm = stackRule({
  name: "rule-has-alarm",
  concern: "observability",
  description: "Every rule of an event bus has an alarm on events that it gives up.",
  rationale:
    "FailedInvocations is the only sign of a target that refuses events: the sender was told that all is well. Source: EventBridge's list of metrics.",
  remediation:
    "Declare an alarm on FailedInvocations with EventBusName and RuleName; of the default bus with RuleName only.",
  controls: ["observability.queue-alarms", "async.delivery-failures"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType("aws:cloudwatch/eventRule:EventRule"), (rule) => {
      const [EventBusName, RuleName] = [rule.text("eventBusName") ?? "default", rule.text("name") ?? ""];
      const dimensions = EventBusName === "default" ? { RuleName } : { EventBusName, RuleName };
      if (watched.by("ruleFailures", dimensions).length === 0)
        report(rule, "name", dimensions, "an alarm on FailedInvocations with these dimensions");
    });
  },
});
