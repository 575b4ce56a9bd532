import type { Drill } from "../drill";
import { mappingDisabled, mappingOf } from "../levers";
import { confirmations } from "../loads";

export const queueAge: Drill = {
  name: "queue-age",
  runbook: "queue-age",
  parts: ["components/blocks/queue-trigger.ts", "components/confirmations", "components/blocks/alarms"],
  hypothesis:
    "With the sender's mapping disabled confirmations wait in their queue; once it is enabled the queue drains whole, one email for each order.",
  traffic: [confirmations(2)],
  levers: [mappingDisabled("confirmations-sender")],
  alarms: ["confirmations-queue-age"],
  recovery: [
    {
      command: "aws lambda update-event-source-mapping --uuid UUID --enabled",
      fill: { UUID: (traffic) => mappingOf(traffic, "confirmations-sender") },
    },
  ],
  notShown: ["SQS's four days of retention: the queue is drained after minutes."],
};
