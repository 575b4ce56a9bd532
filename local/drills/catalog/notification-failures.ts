import type { Drill } from "../drill";
import { roomFails } from "../levers";
import { notifications } from "../loads";

export const notificationFailures: Drill = {
  name: "notification-failures",
  runbook: "notification-failures",
  parts: ["functions/notifications", "components/notifications", "local/webhook"],
  hypothesis: "While the chat room is down each notification goes out by a fallback email instead, once.",
  traffic: [notifications(3, "drill.room")],
  levers: [roomFails("drill.room", 503, "the chat room answers 503")],
  alarms: ["notifications-failures", "notifications-stalled"],
  recovery: [
    { command: "npm run ops -- errors --function notifications-processor --since 1h --verbose" },
    { command: "npm run ops -- deadletters" },
    { fixed: "the chat room is up again" },
  ],
  notShown: ["The text that people see in the room."],
};
