import { businessMetricHasAlarm } from "../../../../policies/rules/observability/business-metric-has-alarm";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, functionType, sender } from "./watched";

const fn = { type: functionType, name: "sender" };
const dimensions = { environment: "prod", service: "orders", kind: "internal" };

testRule(businessMetricHasAlarm, {
  valid: [sender, alarm("internal", "Backoffice", "OrderFailures", dimensions)],
  passing: [
    {
      title: "a stack without functions of the service",
      resources: set([sender], "sender", "environment.variables.SERVICE", "monitoring"),
    },
  ],
  failing: [
    {
      title: "orders that fail without an alarm",
      change: (valid) => without(valid, "internal"),
      ...fn,
      says: /wanted an alarm on Backoffice OrderFailures with \{"environment":"prod","service":"orders","kind":"internal"\}/,
    },
    {
      title: "an alarm on another kind of failure",
      change: (valid) => set(valid, "internal", "dimensions.kind", "validation"),
      ...fn,
      says: /OrderFailures/,
    },
    {
      title: "an alarm on another environment",
      change: (valid) => set(valid, "internal", "dimensions.environment", "dev"),
      ...fn,
      says: /OrderFailures/,
    },
  ],
});

testRule(businessMetricHasAlarm, {
  config: {
    watched: [{ metric: "OrdersPlaced", service: "orders" }],
    reason: "A shop without orders is the first to know.",
  },
  valid: [sender, alarm("placed", "Backoffice", "OrdersPlaced", { environment: "prod", service: "orders" })],
  failing: [
    {
      title: "a configured metric without an alarm",
      change: (valid) => without(valid, "placed"),
      ...fn,
      says: /an alarm on Backoffice OrdersPlaced/,
    },
  ],
});
