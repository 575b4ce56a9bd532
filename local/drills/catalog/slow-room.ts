import type { Drill } from "../drill";
import { roomSlow } from "../levers";
import { twinNotifications } from "../loads";

export const slowRoom: Drill = {
  name: "slow-room",
  runbook: "notification-failures",
  parts: ["functions/notifications", "functions/shared/lease.ts", "components/config/times.ts"],
  hypothesis:
    "A chat room that answers late holds a call for longer than the second message of the same notification takes to come: it waits for the first, and people are notified once, by the room.",
  traffic: [twinNotifications(1, "drill.slow-room", 700)],
  // Longer than Lambda waits here before its first retry, so that the second message finds the call still going on.
  levers: [roomSlow("drill.slow-room", 1_400)],
  alarms: [],
  alsoRaised: {
    "notifications-processor-errors":
      "a message that finds the notification in another's hands is handed back to Lambda",
    "notifications-processor-error-rate":
      "a message that finds the notification in another's hands is handed back to Lambda",
  },
  atLeastMs: 8_000,
  recovery: [{ fixed: "the room answers at once again" }, { command: "npm run ops -- deadletters" }],
  notShown: ["A room that answers after the time-out: that is uncertain, and the fallback says so."],
};
