import { eventRuleNarrow } from "../../../../policies/rules/reliability/event-rule-narrow";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { shop } from "./shop";
import { t } from "./shop-parts";

function pattern(source: readonly unknown[], kinds: readonly string[] | undefined): string {
  return JSON.stringify({ source, "detail-type": kinds });
}

testRule(eventRuleNarrow, {
  valid: shop,
  passing: [{ title: "a schedule", resources: [resource(t.rule, "nightly", { scheduleExpression: "rate(1 day)" })] }],
  failing: [
    {
      title: "a rule that is off",
      change: (valid) => set(valid, "moves", "state", "DISABLED"),
      type: t.rule,
      name: "moves",
      says: /state is DISABLED, wanted ENABLED/,
    },
    {
      title: "a rule that is off in the old way",
      change: (valid) => set(valid, "moves", "isEnabled", false),
      type: t.rule,
      name: "moves",
      says: /state is isEnabled: false/,
    },
    {
      title: "a rule without a pattern",
      change: (valid) => drop(valid, "moves", "eventPattern"),
      type: t.rule,
      name: "moves",
      says: /eventPattern.source is not set/,
    },
    {
      title: "every source",
      change: (valid) => set(valid, "moves", "eventPattern", pattern([{ prefix: "" }], ["Moved"])),
      type: t.rule,
      name: "moves",
      says: /eventPattern.source is .*prefix/,
    },
    {
      title: "one source too many",
      change: (valid) => set(valid, "moves", "eventPattern", pattern(["carrier", { "anything-but": "x" }], ["Moved"])),
      type: t.rule,
      name: "moves",
      says: /eventPattern.source is/,
    },
    {
      title: "every kind of event",
      change: (valid) => set(valid, "moves", "eventPattern", pattern(["carrier"], undefined)),
      type: t.rule,
      name: "moves",
      says: /eventPattern.detail-type is not set/,
    },
    {
      title: "a target on the default bus",
      change: (valid) => drop(valid, "moving", "eventBusName"),
      type: t.target,
      name: "moving",
      says: /eventBusName is default, wanted bus, the bus of its rule 'moves'/,
    },
    {
      title: "a rule on the default bus with its target elsewhere",
      change: (valid) => set(valid, "moves", "eventBusName", "default"),
      type: t.target,
      name: "moving",
      says: /eventBusName is bus, wanted default/,
    },
  ],
});
