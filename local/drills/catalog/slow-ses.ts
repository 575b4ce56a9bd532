import type { Drill } from "../drill";
import { confirmations } from "../loads";

export const slowSes: Drill = {
  name: "slow-ses",
  runbook: "retries",
  parts: ["functions/confirmations/sender", "functions/shared/backoff.ts", "functions/shared/ses-outcome.ts"],
  hypothesis:
    "SES that takes one email in ten for a while makes the sender wait longer and longer; every order gets its one email in the end.",
  traffic: [confirmations(6)],
  faults: [{ function: "confirmations-sender", service: "ses", effect: "throttle", rate: 0.9 }],
  alarms: ["confirmations-retries"],
  alsoRaised: {
    "confirmations-given-up":
      "waits are four seconds at most here, so a message can use up its receives before SES is well again",
    "confirmations-dead-letters":
      "waits are four seconds at most here, so a message can use up its receives before SES is well again",
  },
  recovery: [
    { command: "npm run ops -- errors --function confirmations-sender --since 1h" },
    { fixed: "SES takes emails at the old rate again" },
    { command: "npm run ops -- deadletters" },
  ],
  atLeastMs: 15_000,
  notShown: ["Ten thousand emails: `slow-ses-for-long` sends them."],
};
