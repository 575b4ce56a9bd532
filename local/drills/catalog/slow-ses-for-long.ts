import type { Drill } from "../drill";
import { confirmations, once, orders } from "../loads";

/** Emails a second that SES takes: fewer than a busy machine's sender tries. */
const perSecond = 30;

export const slowSesForLong: Drill = {
  name: "slow-ses-for-long",
  runbook: "retries",
  long: "SES takes ten thousand emails in six minutes",
  parts: ["functions/confirmations/sender", "functions/shared/backoff.ts", "functions/shared/ses-outcome.ts"],
  hypothesis:
    "Ten thousand confirmations at once, with an SES that takes thirty emails a second: the queue drains by itself while SES stays as slow, and each order gets its one email.",
  traffic: [orders(1, 1_000)],
  faults: [{ function: "confirmations-sender", service: "ses", effect: "throttle", perSecond }],
  duringFault: [once(confirmations(10_000))],
  alarms: ["confirmations-retries", "confirmations-queue-age"],
  alsoRaised: {
    "confirmations-given-up": "waits are four seconds at most here, so a message can use up its receives",
    "confirmations-dead-letters": "waits are four seconds at most here, so a message can use up its receives",
  },
  recovery: [
    { command: "npm run ops -- errors --function confirmations-sender --since 1h" },
    { drained: "a burst drains by itself" },
    { fixed: "SES takes emails at the old rate again" },
    { command: "npm run ops -- deadletters" },
    { command: "npm run ops -- redrive --queue QUEUE", forEachFilled: true },
  ],
  notShown: ["Waits of up to a quarter of an hour: they are four seconds at most here."],
};
