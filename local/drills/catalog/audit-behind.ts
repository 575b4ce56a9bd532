import type { Drill } from "../drill";
import { grantRevoked } from "../levers";
import { orders } from "../loads";

export const auditBehind: Drill = {
  name: "audit-behind",
  runbook: "stalled",
  parts: ["functions/orders/auditor", "functions/shared/stream-consumer.ts", "local/streams"],
  hypothesis:
    "While the auditor's role may not write, orders are taken and confirmed; the entries are written when it may again, each once.",
  traffic: [orders()],
  levers: [grantRevoked("orders-auditor", "dynamodb:PutItem", /:table\/orders-audit-/)],
  alarms: ["orders-audit-stalled", "orders-auditor-stream-iterator-age"],
  alsoRaised: {
    "orders-retries": "the auditor hands its records back",
    "orders-auditor-failures":
      "fourteen tries stand for an hour here, so positions go to the failure queue within seconds",
  },
  recovery: [
    { command: "npm run ops -- errors --function orders-auditor --since 1h" },
    { fixed: "the program is deployed again, with its grant" },
    { command: "npm run ops -- deadletters" },
    { command: "npm run ops -- redrive --queue QUEUE", fill: { QUEUE: "orders-auditor-failures" } },
  ],
  notShown: ["A disabled stream mapping: the local run's reader of streams goes on as it was deployed."],
};
