import type { Drill } from "../drill";
import { orders, shipments } from "../loads";

export const tableThrottles: Drill = {
  name: "table-throttles",
  runbook: "table-throttles",
  parts: ["functions/shipments/store", "functions/confirmations/store", "components/blocks/table.ts"],
  hypothesis:
    "Throttled shipments and deliveries tables delay events and confirmations; the SDK and the queues retry, and nothing is lost or doubled.",
  traffic: [orders(1, 300), shipments(2)],
  faults: [
    { service: "dynamodb", resource: "shipments-table", effect: "throttle", rate: 0.3 },
    { service: "dynamodb", resource: "confirmations-deliveries", effect: "throttle", rate: 0.3 },
  ],
  alarms: ["shipments-table-throttles", "confirmations-deliveries-throttles"],
  alsoRaised: {
    "shipments-retries": "an event whose three tries were all throttled goes back to its queue",
    "confirmations-retries": "a message whose three tries were all throttled goes back to its queue",
  },
  recovery: [{ fixed: "DynamoDB has scaled" }],
  notShown: ["Throttles of an index alone: no function reads one in this traffic."],
};
