import { mailReputationHasAlarms } from "../../../../policies/rules/observability/mail-reputation-has-alarms";
import { resource, set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarm, setType as type } from "./watched";

const dimensions = { "ses:configuration-set": "mails-prod" };
const valid = [
  resource(type, "mails", { configurationSetName: "mails-prod" }),
  alarm("bounces", "AWS/SES", "Reputation.BounceRate", dimensions),
  alarm("complaints", "AWS/SES", "Reputation.ComplaintRate", dimensions),
];

testRule(mailReputationHasAlarms, {
  valid,
  refuses: {
    "a set without an alarm on bounces": [
      without("bounces"),
      "mails",
      /configurationSetName is mails-prod, wanted an alarm on Reputation\.BounceRate/,
    ],
    "a set without an alarm on complaints": [
      without("complaints"),
      "mails",
      /wanted an alarm on Reputation\.ComplaintRate/,
    ],
    "an alarm on another set": [
      set("bounces", "dimensions", { "ses:configuration-set": "others-prod" }),
      "mails",
      /Reputation\.BounceRate/,
    ],
    "a second set without alarms of its own": [
      () => [...valid, resource(type, "letters", { configurationSetName: "letters-prod" })],
      "letters",
      /letters-prod, wanted an alarm on Reputation\.BounceRate/,
    ],
  },
});
