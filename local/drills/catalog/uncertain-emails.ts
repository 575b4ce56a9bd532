import type { Drill } from "../drill";
import { confirmations } from "../loads";

export const uncertainEmails: Drill = {
  name: "uncertain-emails",
  runbook: "uncertain-emails",
  parts: ["functions/confirmations/sender", "functions/confirmations/domain", "ops/redrive/permits.ts"],
  hypothesis:
    "When SES hangs up before it has taken an email, nobody knows whether it was sent: the message goes to the dead letters as UNCERTAIN, and an operator permits one more email.",
  traffic: [confirmations(1, 1_500)],
  faults: [{ function: "confirmations-sender", service: "ses", effect: "refuse" }],
  alarms: ["confirmations-uncertain", "confirmations-dead-letters"],
  alsoRaised: {
    "confirmations-given-up": "an uncertain message is given up",
    "confirmations-retries": "the sender waits for SES's event before it gives up",
  },
  recovery: [
    { fixed: "SES answers again" },
    { command: "npm run ops -- deadletters --queue confirmations-dead-letters --peek 100" },
    { command: "npm run ops -- errors --function confirmations-sender --since 1d" },
    { command: "npm run ops -- redrive --queue confirmations-dead-letters --dry-run" },
    {
      command: "npm run ops -- redrive --queue confirmations-dead-letters --max 1 --confirm-resend",
    },
    {
      command: "npm run ops -- redrive --queue confirmations-dead-letters --confirm-resend",
    },
  ],
  notShown: ["A customer who gets two emails: here SES never took the first."],
};
