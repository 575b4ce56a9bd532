import type { Drill } from "../drill";
import { switchedOff } from "../levers";
import { notifications } from "../loads";

export const functionThrottles: Drill = {
  name: "function-throttles",
  runbook: "function-throttles",
  hypothesis:
    "Without concurrency the notifications' function is not called; Lambda keeps the events and calls it once it may, each notification is delivered once.",
  traffic: [notifications(2)],
  levers: [switchedOff("notifications-processor")],
  alarms: ["notifications-processor-throttles"],
  recovery: [{ fixed: "the limit is raised and deployed" }, { command: "npm run ops -- deadletters" }],
  notShown: ["The account's own limit of concurrent executions."],
};
