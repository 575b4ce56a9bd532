import type { Drill } from "../drill";
import { queueShut } from "../levers";
import { confirmations } from "../loads";

export const lostDeliveries: Drill = {
  name: "lost-deliveries",
  runbook: "lost-deliveries",
  parts: ["ops/redrive", "components/blocks/topic-to-queue.ts", "components/confirmations"],
  hypothesis:
    "A queue that lets its topic in no more makes SNS put confirmations into the subscription's dead letters; the redrive brings each to its one email.",
  traffic: [confirmations(2)],
  levers: [queueShut("confirmations-queue")],
  alarms: ["confirmations-queue-subscription-undelivered", "confirmations-subscription-dead-letters"],
  recovery: [
    { command: "npm run ops -- deadletters" },
    { fixed: "the program is deployed again, with the queue's policy" },
    { command: "npm run ops -- redrive --queue QUEUE", fill: { QUEUE: "confirmations-subscription-dead-letters" } },
  ],
  notShown: ["A disabled key: no service of the emulator calls KMS."],
};
