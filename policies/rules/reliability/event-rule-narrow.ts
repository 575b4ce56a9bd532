import * as z from "zod";
import { eventBridge } from "../../../aws/event-pattern";
import { stackRule } from "../../engine/define";
import { fields } from "../../wiring/api-document";
import { isNarrow, patternFault } from "../../wiring/event-pattern";
import { busSamples } from "../../wiring/samples";
import { types } from "../../wiring/types";

export const eventRuleNarrow = stackRule({
  name: "event-rule-narrow",
  concern: "reliability",
  description:
    "A rule is switched on, has a target on its own bus, and takes events by source and kind only, each of which somebody publishes.",
  rationale:
    "A rule without source or kind takes everything that anybody puts on the bus, its own consequences among it; one that is off, whose target stands on another bus, or that names what nobody publishes, takes nothing: without dead letter and without metric.",
  remediation:
    "Name source and detail-type in eventPattern as functions/contracts/bus.ts has them, or give a scheduleExpression; give its targets the same eventBusName.",
  controls: ["async.delivery-failures", "async.cycles"],
  severity: "high",
  parameters: {
    fields: z
      .array(z.string())
      .default([])
      .describe("Fields besides source and detail-type that a pattern may look at, such as `detail`."),
    publishers: z
      .array(z.strictObject({ source: z.string().min(1), detailTypes: z.array(z.string().min(1)).min(1) }))
      .default([])
      .describe("Who may put events on the bus besides this program and carriers."),
  },
  async check(stack, { each, report, parameters }) {
    const allowed = ["source", "detail-type", ...parameters.fields];
    await each(stack.ofType(types.eventRule), (rule) => {
      const state = rule.text("state");
      if (rule.flag("isEnabled") === false || (state !== undefined && !state.startsWith("ENABLED")))
        report(rule, "state", state ?? "isEnabled: false", "ENABLED");
      if (rule.text("scheduleExpression") !== undefined) return;
      const pattern = fields(rule.json("eventPattern")) ?? {};
      const wide = ["source", "detail-type"].filter((key) => {
        const found = pattern[key];
        return !(Array.isArray(found) && found.length > 0 && found.every(isNarrow));
      });
      for (const key of wide) {
        const wanted = "texts, or prefixes that are not empty";
        report(rule, `eventPattern.${key}`, pattern[key], wanted);
      }
      const others = Object.keys(pattern).filter((key) => !allowed.includes(key));
      for (const key of others) {
        const wanted = `no field besides ${allowed.join(", ")}: the function decides about the rest`;
        report(rule, `eventPattern.${key}`, pattern[key], wanted);
      }
      if (wide.length > 0 || others.length > 0) return;
      const fault = patternFault(rule.value("eventPattern"), eventBridge, busSamples(pattern, parameters.publishers));
      if (fault === undefined) return;
      const property = fault.path === "" ? "eventPattern" : `eventPattern.${fault.path}`;
      report(rule, property, pattern, fault.wanted);
    });
    await each(stack.ofType(types.eventTarget), (target) => {
      const [rule] = stack.named(target, "rule", types.eventRule);
      if (rule === undefined) return;
      const found = target.text("eventBusName") ?? "default";
      const wanted = rule.text("eventBusName") ?? "default";
      if (found !== wanted) report(target, "eventBusName", found, `${wanted}, the bus of its rule '${rule.name}'`);
    });
  },
});
