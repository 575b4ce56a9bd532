import type { Drill } from "../drill";
import { roomFails } from "../levers";
import { notifications } from "../loads";

export const failedFallbacks: Drill = {
  name: "failed-fallbacks",
  runbook: "notification-failures",
  parts: ["functions/notifications", "local/async", "components/notifications"],
  hypothesis:
    "When webhook and fallback both fail Lambda gives the notification up to its failure queue; the redrive notifies people, once.",
  traffic: [],
  duringFault: [notifications(2, "drill.both", 1_500)],
  levers: [roomFails("drill.both", 503, "the chat room answers 503")],
  faults: [{ function: "notifications-processor", service: "ses", effect: "throttle" }],
  alarms: ["notifications-processor-failures", "notifications-processor-lost"],
  alsoRaised: {
    "notifications-failures": "a notification that reached no channel counts as failed",
    "notifications-stalled": "every notification fails",
    "notifications-processor-errors": "a notification whose fallback fails ends its call with an error",
    "notifications-processor-error-rate": "a notification whose fallback fails ends its call with an error",
  },
  recovery: [
    { fixed: "the chat room and SES are well again" },
    { command: "npm run ops -- deadletters" },
    { command: "npm run ops -- redrive --queue notifications-processor-failures --dry-run" },
    { command: "npm run ops -- redrive --queue notifications-processor-failures" },
  ],
  notShown: ["Lambda's waits of one and two minutes between tries: seconds stand for them."],
};
