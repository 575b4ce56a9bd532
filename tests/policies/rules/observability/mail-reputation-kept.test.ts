import { mailReputationKept } from "../../../../policies/rules/observability/mail-reputation-kept";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { setType as type } from "./watched";

const mails = { type, name: "mails" };

testRule(mailReputationKept, {
  valid: [
    resource(type, "mails", {
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    }),
  ],
  failing: [
    {
      title: "SES's default, without metrics",
      change: (valid) => drop(valid, "mails", "reputationOptions"),
      ...mails,
      says: /reputationMetricsEnabled is not set, wanted true/,
    },
    {
      title: "metrics that are switched off",
      change: (valid) => set(valid, "mails", "reputationOptions.reputationMetricsEnabled", false),
      ...mails,
      says: /reputationMetricsEnabled is false/,
    },
    {
      title: "sending that is switched off",
      change: (valid) => set(valid, "mails", "sendingOptions", { sendingEnabled: false }),
      ...mails,
      says: /sendingEnabled is false, wanted true/,
    },
    {
      title: "no suppression",
      change: (valid) => drop(valid, "mails", "suppressionOptions"),
      ...mails,
      says: /suppressedReasons is \[\], wanted BOUNCE and COMPLAINT/,
    },
    {
      title: "suppression of bounces only",
      change: (valid) => set(valid, "mails", "suppressionOptions.suppressedReasons", ["BOUNCE"]),
      ...mails,
      says: /is \["BOUNCE"\]/,
    },
  ],
});
