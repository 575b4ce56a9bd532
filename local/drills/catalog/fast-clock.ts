import { clockFast } from "../clocks";
import type { Drill } from "../drill";
import { confirmations } from "../loads";

export const fastClock: Drill = {
  name: "fast-clock",
  runbook: "uncertain-emails",
  parts: ["functions/shared/lease.ts", "functions/shared/clock.ts", "functions/confirmations/store"],
  hypothesis:
    "Every other process of the sender has a clock that is ten minutes fast, and the deliveries table fails so often that claims are left behind: each order gets one email, and none waits for those minutes.",
  traffic: [confirmations(4)],
  // Most writes fail, so that some attempts can neither send nor give their claim back.
  faults: [
    {
      function: "confirmations-sender",
      service: "dynamodb",
      action: "UpdateItem",
      resource: "confirmations-deliveries",
      effect: "error",
      rate: 0.8,
    },
  ],
  levers: [clockFast("confirmations-sender")],
  alarms: [],
  alsoRaised: {
    "confirmations-retries": "an attempt whose writes fail is repeated",
    "confirmations-uncertain": "a process that takes the lease of a running call for ended asks for SES's event",
    "confirmations-given-up": "writes fail at every try",
    "confirmations-dead-letters": "writes fail at every try",
  },
  atLeastMs: 10_000,
  // A lease is sixteen seconds here.
  drainedWithinMs: 60_000,
  recovery: [
    { fixed: "the processes with the wrong clock are replaced" },
    { command: "npm run ops -- deadletters --queue confirmations-dead-letters --peek 100" },
    { command: "npm run ops -- redrive --queue confirmations-dead-letters --confirm-resend" },
  ],
  notShown: [
    "AWS's refusal of requests that are signed with a clock more than five minutes off, after which the SDK corrects its own: the emulator takes them.",
    "Metrics that are dated ten minutes ahead: those are hours in a drill's clock, so no alarm of this run looks at them.",
  ],
};
