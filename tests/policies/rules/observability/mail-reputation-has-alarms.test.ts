import { mailReputationHasAlarms } from "../../../../policies/rules/observability/mail-reputation-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, setType as type } from "./watched";

const dimensions = { "ses:configuration-set": "mails-prod" };
const mails = { type, name: "mails" };
const valid = [
  resource(type, "mails", { configurationSetName: "mails-prod" }),
  alarm("bounces", "AWS/SES", "Reputation.BounceRate", dimensions),
  alarm("complaints", "AWS/SES", "Reputation.ComplaintRate", dimensions),
];

testRule(mailReputationHasAlarms, {
  valid,
  failing: [
    {
      title: "a set without an alarm on bounces",
      change: () => without(valid, "bounces"),
      ...mails,
      says: /configurationSetName is mails-prod, wanted an alarm on Reputation\.BounceRate/,
    },
    {
      title: "a set without an alarm on complaints",
      change: () => without(valid, "complaints"),
      ...mails,
      says: /wanted an alarm on Reputation\.ComplaintRate/,
    },
    {
      title: "an alarm on another set",
      change: () => set(valid, "bounces", "dimensions", { "ses:configuration-set": "others-prod" }),
      ...mails,
      says: /Reputation\.BounceRate/,
    },
    {
      title: "a second set without alarms of its own",
      change: () => [...valid, resource(type, "letters", { configurationSetName: "letters-prod" })],
      type,
      name: "letters",
      says: /letters-prod, wanted an alarm on Reputation\.BounceRate/,
    },
  ],
});
