import type { Drill } from "../drill";
import { confirmations } from "../loads";
import { releaseAmidRetries } from "../releases";

export const releaseMeetsRetries: Drill = {
  name: "release-amid-retries",
  runbook: "retries",
  parts: ["functions/confirmations/sender", "functions/shared/backoff.ts"],
  hypothesis:
    "A new version of the sender is released while SES throttles: what the old one has begun the new one ends, and every order gets one email.",
  traffic: [confirmations(3)],
  faults: [{ function: "confirmations-sender", service: "ses", effect: "throttle", rate: 0.8 }],
  levers: [releaseAmidRetries("confirmations-sender", "confirmations-queue", { BACKOFF_MAX_SECONDS: "3" })],
  alarms: ["confirmations-retries"],
  alsoRaised: {
    "confirmations-given-up": "waits are seconds here, so a message can use up its receives before SES is well again",
    "confirmations-dead-letters":
      "waits are seconds here, so a message can use up its receives before SES is well again",
  },
  recovery: [
    { command: "npm run ops -- errors --function confirmations-sender --since 1h" },
    { fixed: "SES takes emails again, and the variables are those of the program again" },
    { command: "npm run ops -- deadletters" },
    { command: "npm run ops -- redrive --queue QUEUE", fill: { QUEUE: "confirmations-dead-letters" } },
  ],
  notShown: ["A version with another format of messages: every version here reads the same."],
};
