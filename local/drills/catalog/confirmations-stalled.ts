import type { Drill } from "../drill";
import { mappingDisabled } from "../levers";
import { orders } from "../loads";

export const confirmationsStalled: Drill = {
  name: "confirmations-stalled",
  runbook: "stalled",
  parts: ["components/confirmations", "components/blocks/alarms"],
  hypothesis:
    "Somebody disables the mapping of the sender: orders go on, confirmations wait in the queue, and all go out once it is enabled again.",
  traffic: [orders()],
  levers: [mappingDisabled("confirmations-sender")],
  alarms: ["confirmations-stalled"],
  alsoRaised: { "confirmations-queue-age": "what waits in the queue grows old" },
  recovery: [{ command: "npm run ops -- deadletters" }, { fixed: "the mapping is enabled again" }],
  notShown: ["A sender that is switched off by its concurrency: the emulator calls it all the same."],
};
