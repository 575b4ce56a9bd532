import { stalledOf } from "../../../../components/blocks/alarms/stalled";
import { businessMetricHasAlarm } from "../../../../policies/rules/observability/business-metric-has-alarm";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, sender, stalled } from "./watched";

const retries = alarm("retries", "Backoffice", "RetriesScheduled", { environment: "prod", service: "orders" });
const audit = stalled("audit", ["OrdersPlaced", "orders"], ["AuditEntriesWritten", "orders"]);
const dimensions = { environment: "prod", service: "orders", kind: "internal" };

testRule(businessMetricHasAlarm, {
  valid: [sender, alarm("internal", "Backoffice", "OrderFailures", dimensions), retries, audit],
  passes: {
    "a stack without functions of the service": set("sender", "environment.variables.SERVICE", "monitoring")([sender]),
  },
  refuses: {
    "orders that fail without an alarm": [
      without("internal"),
      "sender",
      /wanted an alarm on Backoffice OrderFailures with \{"environment":"prod","service":"orders","kind":"internal"\}/,
    ],
    "an alarm on another kind of failure": [
      set("internal", "dimensions.kind", "validation"),
      "sender",
      /OrderFailures/,
    ],
    "records that are tried again and again without an alarm": [
      without("retries"),
      "sender",
      /an alarm on Backoffice RetriesScheduled with \{"environment":"prod","service":"orders"\}/,
    ],
    "an audit trail that stands still without an alarm": [
      without("audit"),
      "sender",
      /an alarm on OrdersPlaced of orders without AuditEntriesWritten of orders/,
    ],
    "an alarm on the flow that waits for longer": [
      set("audit", "evaluationPeriods", 3),
      "sender",
      /in two periods of three minutes/,
    ],
    "an alarm on the flow that the end of one period raises": [
      set("audit", "evaluationPeriods", 1),
      "sender",
      /in two periods of three minutes/,
    ],
    "an alarm on the flow the wrong way round": [
      set("audit", "metricQueries.0.expression", stalledOf("output", "input")),
      "sender",
      /OrdersPlaced of orders without/,
    ],
    "an alarm on the flow that is raised by quiet": [
      set("audit", "metricQueries.0.expression", "IF(FILL(output, 0) > 0, 0, 1) + 0 * input"),
      "sender",
      /OrdersPlaced of orders without/,
    ],
    "an alarm on another environment": [set("internal", "dimensions.environment", "dev"), "sender", /OrderFailures/],
  },
});

testRule(businessMetricHasAlarm, {
  config: {
    watched: [{ metric: "OrdersPlaced", service: "orders" }],
    flows: [],
    reason: "A shop without orders is the first to know.",
  },
  valid: [sender, alarm("placed", "Backoffice", "OrdersPlaced", { environment: "prod", service: "orders" })],
  refuses: {
    "a configured metric without an alarm": [without("placed"), "sender", /an alarm on Backoffice OrdersPlaced/],
  },
});
