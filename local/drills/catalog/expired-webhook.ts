import type { Drill } from "../drill";
import { roomFails } from "../levers";
import { notifications } from "../loads";

export const expiredWebhook: Drill = {
  name: "expired-webhook",
  runbook: "notification-failures",
  parts: ["functions/notifications"],
  hypothesis:
    "A webhook whose secret has expired refuses every post for good; people are notified by email, and by the room again once a new one is set.",
  traffic: [notifications(3, "drill.expired")],
  levers: [roomFails("drill.expired", 410, "the webhook was revoked: the chat room answers 410")],
  alarms: ["notifications-failures"],
  recovery: [
    { command: "npm run ops -- errors --function notifications-processor --since 1h --verbose" },
    { fixed: "a new webhook is set" },
  ],
  notShown: ["`pulumi config set --secret`: the fake room takes the old address again in its place."],
};
