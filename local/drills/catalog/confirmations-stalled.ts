import type { Drill } from "../drill";
import { switchedOff } from "../levers";
import { orders } from "../loads";

export const confirmationsStalled: Drill = {
  name: "confirmations-stalled",
  runbook: "stalled",
  hypothesis:
    "Somebody switches the sender off: orders go on, confirmations wait in the queue, and all go out once it may be called again.",
  traffic: [orders()],
  levers: [switchedOff("confirmations-sender")],
  alarms: ["confirmations-stalled", "confirmations-sender-throttles"],
  recovery: [{ command: "npm run ops -- deadletters" }, { fixed: "the program is deployed again, with no limit" }],
  notShown: ["The slow return of a mapping that was throttled for long."],
};
