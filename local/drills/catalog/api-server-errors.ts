import type { Drill } from "../drill";
import { orders } from "../loads";

export const apiServerErrors: Drill = {
  name: "api-server-errors",
  runbook: "api-server-errors",
  parts: ["functions/orders/api", "functions/orders/create", "functions/orders/store"],
  hypothesis:
    "While the orders table is throttled customers get 503 with Retry-After; clients that repeat with the same key get one order each.",
  traffic: [orders(2, 150)],
  faults: [{ function: "orders-create", service: "dynamodb", resource: "orders-table", effect: "throttle", rate: 0.9 }],
  alarms: ["orders-api-5xx", "orders-table-throttles"],
  alsoRaised: {
    "orders-table-CustomerIndex-throttles":
      "the orders of a customer are counted by an index, whose reads are throttled as well",
  },
  recovery: [
    { command: "npm run ops -- errors --function orders-create --since 1h --verbose" },
    { fixed: "DynamoDB has scaled" },
  ],
  notShown: ["DynamoDB's own throttling: the proxy answers in its place, with its error."],
};
