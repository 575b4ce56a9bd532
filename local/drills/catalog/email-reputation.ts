import type { Drill } from "../drill";
import { confirmations, confirmationsTo } from "../loads";

export const emailReputation: Drill = {
  name: "email-reputation",
  runbook: "email-reputation",
  parts: ["functions/confirmations/feedback", "functions/confirmations/domain", "local/ses"],
  hypothesis:
    "A bot orders with addresses that bounce and complain: the addresses are suppressed, and get no second email.",
  traffic: [confirmations(6)],
  duringFault: [confirmationsTo("bounce", 4, 700), confirmationsTo("complaint", 1, 700)],
  alarms: ["confirmations-bounce-rate", "confirmations-complaint-rate"],
  recovery: [
    { fixed: "the bot's accounts are locked" },
    { command: "npm run ops -- suppressions list" },
    { command: "npm run ops -- errors --function confirmations-feedback --since 1d" },
  ],
  stayRaised: {
    "confirmations-bounce-rate": "it looks at hours, and a rate falls only with many thousand good emails",
    "confirmations-complaint-rate": "it looks at hours, and a rate falls only with many thousand good emails",
  },
  notShown: [
    "SES's representative volume, which it does not publish: here the rate is that of all emails since the drill's stack is up.",
    "The rate after the recovery, which falls only with many thousand good emails.",
  ],
};
