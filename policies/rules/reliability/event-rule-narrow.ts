import { stackRule } from "../../engine/define";
import { fields } from "../../wiring/api-document";
import { isNarrow } from "../../wiring/event-pattern";
import { types } from "../../wiring/types";

export const eventRuleNarrow = stackRule({
  name: "event-rule-narrow",
  concern: "reliability",
  title: "A rule is switched on, has a target on its own bus, and takes events by source and kind only.",
  why: "A rule without one of them takes everything that anybody puts on the bus, its own consequences among it; one that is off, or whose target stands on another bus, takes nothing.",
  mend: "Name source and detail-type in eventPattern, or give a scheduleExpression; give its targets the same eventBusName.",
  controls: ["async.delivery-failures", "async.cycles"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.eventRule), (rule) => {
      const state = rule.text("state");
      if (rule.flag("isEnabled") === false || (state !== undefined && !state.startsWith("ENABLED")))
        report({ subject: rule, property: "state", found: state ?? "isEnabled: false", wanted: "ENABLED" });
      if (rule.text("scheduleExpression") !== undefined) return;
      const pattern = fields(rule.json("eventPattern")) ?? {};
      for (const key of ["source", "detail-type"]) {
        const found = pattern[key];
        if (Array.isArray(found) && found.length > 0 && found.every(isNarrow)) continue;
        report({
          subject: rule,
          property: `eventPattern.${key}`,
          found,
          wanted: "texts, or prefixes that are not empty",
        });
      }
    });
    await each(stack.ofType(types.eventTarget), (target) => {
      const [rule] = stack.named(target, "rule", types.eventRule);
      if (rule === undefined) return;
      const found = target.text("eventBusName") ?? "default";
      const wanted = rule.text("eventBusName") ?? "default";
      if (found !== wanted)
        report({
          subject: target,
          property: "eventBusName",
          found,
          wanted: `${wanted}, the bus of its rule '${rule.name}'`,
        });
    });
  },
});
