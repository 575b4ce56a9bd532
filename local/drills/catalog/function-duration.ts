import type { Drill } from "../drill";
import { orders } from "../loads";

export const functionDuration: Drill = {
  name: "function-duration",
  runbook: "function-duration",
  parts: ["functions/orders/auditor", "components/blocks/alarms", "aws/alarms"],
  hypothesis:
    "A second more for each write of the audit makes its function slow and nothing else: entries are late, none is missing.",
  traffic: [orders()],
  faults: [{ function: "orders-auditor", service: "dynamodb", action: "PutItem", effect: "delay", delayMs: 1_200 }],
  alarms: ["orders-auditor-duration"],
  alsoRaised: { "orders-audit-stalled": "entries that are a few seconds late look minutes late here" },
  recovery: [
    { command: "npm run ops -- errors --function FUNCTION --since 2h", fill: { FUNCTION: "orders-auditor" } },
    { fixed: "the table answers in time again" },
  ],
  notShown: ["Traces in X-Ray, which the emulator does not have."],
};
