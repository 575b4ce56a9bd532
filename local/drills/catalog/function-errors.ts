import type { Drill } from "../drill";
import { notifications } from "../loads";
import { release, versionBefore } from "../releases";

export const functionErrors: Drill = {
  name: "function-errors",
  runbook: "function-errors",
  parts: ["functions/notifications", "local/async", "functions/shared/env.ts"],
  hypothesis:
    "A release with the wrong table in its variables fails at every call; what Lambda gave up is redriven once the alias leads to the version before, and each notification is delivered once.",
  traffic: [notifications(1, "drill", 1_000)],
  levers: [
    release(
      "notifications-processor",
      "a release of notifications-processor has the name of a table that there is not",
      {
        NOTIFICATIONS_TABLE_NAME: "notifications-tables",
      },
    ),
  ],
  alarms: ["notifications-processor-error-rate", "notifications-processor-errors"],
  alsoRaised: {
    "notifications-processor-failures": "Lambda gives a call up after two retries, which take seconds here",
    "notifications-processor-lost": "Lambda gives a call up after two retries, which take seconds here",
  },
  recovery: [
    {
      command: "aws lambda update-alias --function-name FUNCTION-prod --name live --function-version VERSION",
      fill: {
        FUNCTION: "notifications-processor",
        VERSION: (traffic) => versionBefore(traffic, "notifications-processor"),
      },
    },
    { fixed: "the function is released again, with the right name" },
    { command: "npm run ops -- deadletters" },
    { command: "npm run ops -- redrive --queue QUEUE", fill: { QUEUE: "notifications-processor-failures" } },
  ],
  notShown: [
    "A function that ends before its first call: the emulator logs nothing of it, so its errors cannot be counted here.",
  ],
};
