import type { Drill } from "../drill";
import { roomFails } from "../levers";
import { notifications } from "../loads";

export const errorLogUnavailable: Drill = {
  name: "error-log-unavailable",
  runbook: "error-log-unavailable",
  parts: ["functions/shared/error-log.ts", "functions/shared/redaction", "functions/monitoring"],
  hypothesis:
    "A function that fails while the error log is down writes its entry into its own log, and handles the failure as always.",
  traffic: [notifications(2, "drill.error-log")],
  levers: [roomFails("drill.error-log", 503, "the chat room answers 503")],
  faults: [{ service: "dynamodb", action: "PutItem", resource: "monitoring-errors", effect: "throttle" }],
  alarms: ["notifications-error-log", "monitoring-errors-throttles"],
  alsoRaised: {
    "notifications-failures": "the failure that is to be logged",
    "notifications-stalled": "the failure that is to be logged",
  },
  recovery: [{ fixed: "the table takes entries again" }],
  notShown: ["CloudWatch Logs' own metric filter: a fake applies it as it is declared."],
};
