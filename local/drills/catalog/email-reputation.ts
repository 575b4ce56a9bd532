import type { Drill } from "../drill";
import { confirmations, confirmationsTo } from "../loads";

export const emailReputation: Drill = {
  name: "email-reputation",
  runbook: "email-reputation",
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
  notShown: [
    "SES's representative volume, which it does not publish: here the rate is that of all emails since the drill's stack is up.",
    "The rate after the recovery: it falls only with many thousand good emails, so the alarm ends here because nothing is measured any more.",
  ],
};
