import type { Drill } from "../drill";
import { confirmations } from "../loads";

export const sesHiccup: Drill = {
  name: "ses-hiccup",
  runbook: "retries",
  parts: ["functions/shared/backoff.ts", "functions/shared/queue-consumer.ts", "functions/shared/queue-failure.ts"],
  hypothesis:
    "SES takes no email for ten seconds: the sender's waits between tries outlast that, so that nothing is given up.",
  traffic: [confirmations(3, 300)],
  faults: [{ function: "confirmations-sender", service: "ses", effect: "throttle" }],
  alarms: [],
  alsoRaised: { "confirmations-retries": "seconds are minutes here, and messages come back for some more of them" },
  atLeastMs: 10_000,
  recovery: [{ fixed: "SES takes emails again" }, { command: "npm run ops -- deadletters" }],
  notShown: ["Waits of up to a quarter of an hour: they are four seconds at most here."],
};
