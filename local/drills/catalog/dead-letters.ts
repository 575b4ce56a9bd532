import type { Drill } from "../drill";
import { brokenMessages, confirmations, once } from "../loads";

export const deadLetters: Drill = {
  name: "dead-letters",
  runbook: "dead-letters",
  parts: [
    "ops/queues",
    "ops/redrive",
    "ops/commands/discard.ts",
    "functions/shared/queue-consumer.ts",
    "functions/shared/queue-failure.ts",
  ],
  hypothesis:
    "Broken messages among good ones end in the dead letters with their reason and hold up nobody; what nobody can fix is discarded.",
  traffic: [confirmations(3)],
  duringFault: [once(brokenMessages())],
  alarms: ["confirmations-dead-letters", "confirmations-given-up"],
  alsoRaised: { "confirmations-feedback-dead-letters": "two of the broken messages are broken events of SES" },
  recovery: [
    { command: "npm run ops -- deadletters" },
    { command: "npm run ops -- redrive --queue QUEUE --dry-run", fill: { QUEUE: "confirmations-dead-letters" } },
    {
      command: "npm run ops -- discard --queue QUEUE --message MESSAGE-ID",
      forEachBroken: "confirmations-dead-letters",
    },
    {
      command: "npm run ops -- discard --queue QUEUE --message MESSAGE-ID",
      forEachBroken: "confirmations-feedback-dead-letters",
    },
  ],
  notShown: ["Fourteen days of retention."],
};
