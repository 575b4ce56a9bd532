import type { Drill } from "../drill";
import { grantRevoked } from "../levers";
import { orders } from "../loads";

export const orderFailures: Drill = {
  name: "order-failures",
  runbook: "order-failures",
  parts: ["functions/orders/api", "functions/orders/create", "components/orders"],
  hypothesis:
    "A role that lost its grant makes requests end in 500 with nothing stored, no function crashes, and the same key gives one order afterwards.",
  traffic: [orders(2, 150)],
  levers: [grantRevoked("orders-create", "dynamodb:PutItem", /:table\/orders-table-/)],
  alarms: ["orders-internal-failures", "orders-api-5xx"],
  recovery: [
    { command: "npm run ops -- errors --function orders-create --since 1h --verbose" },
    { fixed: "the program is deployed again, with its grant" },
  ],
  notShown: ["The seconds in which IAM lets a changed policy take effect."],
};
