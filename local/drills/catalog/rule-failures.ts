import type { Drill } from "../drill";
import { queueShut } from "../levers";
import { shipments } from "../loads";

export const ruleFailures: Drill = {
  name: "rule-failures",
  runbook: "rule-failures",
  parts: ["components/blocks/rule-to-queue.ts", "components/shipments", "components/events", "ops/redrive"],
  hypothesis:
    "A queue that lets the rule in no more makes EventBridge put events into the target's dead letters; the redrive brings every one back.",
  traffic: [shipments(1)],
  levers: [queueShut("shipments-queue")],
  alarms: ["shipments-carrier-events-failed", "shipments-target-dead-letters"],
  recovery: [
    { command: "npm run ops -- deadletters --queue shipments-target-dead-letters" },
    { fixed: "the program is deployed again, with the queue's policy" },
    { command: "npm run ops -- redrive --queue shipments-target-dead-letters --dry-run" },
    { command: "npm run ops -- redrive --queue shipments-target-dead-letters" },
  ],
  notShown: ["Retries of a target that answers with an error of its own: no queue of the emulator does."],
};
