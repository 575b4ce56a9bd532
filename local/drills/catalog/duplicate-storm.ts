import type { Drill } from "../drill";
import { duplicates, orders, shipments } from "../loads";

export const duplicateStorm: Drill = {
  name: "duplicate-storm",
  runbook: "dead-letters",
  parts: [
    "functions/confirmations/domain",
    "functions/confirmations/store",
    "functions/shipments",
    "functions/orders/create",
  ],
  hypothesis:
    "Each message fifty times, twenty-five by topic and twenty-five by queue at once: one email for each order, and no dead letter.",
  traffic: [orders(1, 500), shipments(1)],
  duringFault: [duplicates(1, 50, 800)],
  alarms: [],
  alsoRaised: {
    "confirmations-retries":
      "a copy that comes while another is being sent waits for it, and a storm of some seconds lasts minutes here",
  },
  atLeastMs: 8_000,
  recovery: [{ fixed: "the publisher stops repeating itself" }],
  notShown: ["SQS's own duplicates, which come from its servers."],
};
