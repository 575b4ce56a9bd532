import type { Drill } from "../drill";
import { duplicates } from "../loads";
import { clockFast } from "../releases";

export const fastClock: Drill = {
  name: "fast-clock",
  runbook: "uncertain-emails",
  parts: ["functions/confirmations/domain", "functions/confirmations/store", "functions/shared/clock.ts"],
  hypothesis:
    "Every other process of the sender has a clock that is ten minutes fast, so that it takes every lease for ended: each order of which four copies arrive at once gets one email all the same.",
  traffic: [duplicates(2, 4, 700)],
  levers: [clockFast("confirmations-sender")],
  alarms: [],
  alsoRaised: {
    "confirmations-retries": "a copy waits while another is sent",
    "confirmations-uncertain": "a process that takes the lease of a running call for ended asks for SES's event",
    "confirmations-given-up": "an uncertain message is given up",
    "confirmations-dead-letters": "an uncertain message is given up",
  },
  atLeastMs: 12_000,
  recovery: [
    { fixed: "the processes with the wrong clock are replaced" },
    { command: "npm run ops -- deadletters --queue confirmations-dead-letters --peek 100" },
    { command: "npm run ops -- redrive --queue confirmations-dead-letters --confirm-resend" },
  ],
  notShown: [
    "AWS's refusal of requests that are signed with a clock more than five minutes off, after which the SDK corrects its own: the emulator takes them.",
  ],
};
