import { clockFast } from "../clocks";
import type { Drill } from "../drill";
import { lateDuplicates } from "../loads";

export const fastClock: Drill = {
  name: "fast-clock",
  runbook: "uncertain-emails",
  parts: ["functions/shared/lease.ts", "functions/shared/clock.ts", "functions/confirmations/store"],
  hypothesis:
    "Every other process of the sender has a clock that is ten minutes fast: of each order whose message comes again while SES is asked one email is sent, and no copy waits for those minutes.",
  traffic: [lateDuplicates(2, 4, 350)],
  // A call of some length, so that copies meet the leases of other processes.
  faults: [{ function: "confirmations-sender", service: "ses", effect: "delay", delayMs: 1_000 }],
  levers: [clockFast("confirmations-sender")],
  alarms: [],
  alsoRaised: {
    "confirmations-retries": "a copy waits while another is sent",
    "confirmations-uncertain": "a process that takes the lease of a running call for ended asks for SES's event",
    "confirmations-given-up": "an uncertain message is given up",
    "confirmations-dead-letters": "an uncertain message is given up",
  },
  atLeastMs: 10_000,
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
