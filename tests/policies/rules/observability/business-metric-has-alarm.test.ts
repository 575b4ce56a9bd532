import { stalledOf } from "../../../../components/blocks/alarms/stalled";
import { businessMetricHasAlarm } from "../../../../policies/rules/observability/business-metric-has-alarm";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, functionType, sender, stalled } from "./watched";

const fn = { type: functionType, name: "sender" };
const retries = alarm("retries", "Backoffice", "RetriesScheduled", { environment: "prod", service: "orders" });
const audit = stalled("audit", ["OrdersPlaced", "orders"], ["AuditEntriesWritten", "orders"]);
const dimensions = { environment: "prod", service: "orders", kind: "internal" };

testRule(businessMetricHasAlarm, {
  valid: [sender, alarm("internal", "Backoffice", "OrderFailures", dimensions), retries, audit],
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
      title: "records that are tried again and again without an alarm",
      change: (valid) => without(valid, "retries"),
      ...fn,
      says: /an alarm on Backoffice RetriesScheduled with \{"environment":"prod","service":"orders"\}/,
    },
    {
      title: "an audit trail that stands still without an alarm",
      change: (valid) => without(valid, "audit"),
      ...fn,
      says: /an alarm on OrdersPlaced of orders without AuditEntriesWritten of orders/,
    },
    {
      title: "an alarm on the flow that waits for longer",
      change: (valid) => set(valid, "audit", "evaluationPeriods", 3),
      ...fn,
      says: /in two periods of three minutes/,
    },
    {
      title: "an alarm on the flow that the end of one period raises",
      change: (valid) => set(valid, "audit", "evaluationPeriods", 1),
      ...fn,
      says: /in two periods of three minutes/,
    },
    {
      title: "an alarm on the flow the wrong way round",
      change: (valid) => set(valid, "audit", "metricQueries.0.expression", stalledOf("output", "input")),
      ...fn,
      says: /OrdersPlaced of orders without/,
    },
    {
      title: "an alarm on the flow that is raised by quiet",
      change: (valid) => set(valid, "audit", "metricQueries.0.expression", "IF(FILL(output, 0) > 0, 0, 1) + 0 * input"),
      ...fn,
      says: /OrdersPlaced of orders without/,
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
    flows: [],
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
