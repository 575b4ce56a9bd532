import type { Drill } from "../drill";
import { orders } from "../loads";

export const apiLatency: Drill = {
  name: "api-latency",
  runbook: "api-latency",
  parts: ["functions/orders/api", "functions/orders/create", "aws/alarms"],
  hypothesis: "A table that answers slowly makes the API slow, and no order fails or is stored twice.",
  traffic: [orders(3, 100)],
  faults: [
    {
      function: "orders-create",
      service: "dynamodb",
      action: "PutItem",
      resource: "orders-table",
      effect: "delay",
      delayMs: 2_500,
    },
  ],
  alarms: ["orders-api-latency", "orders-create-duration"],
  recovery: [
    { command: "npm run ops -- errors --function orders-create --since 1h" },
    { fixed: "the table answers in time again" },
  ],
  notShown: ["The split of Latency into the gateway's part and the function's."],
};
