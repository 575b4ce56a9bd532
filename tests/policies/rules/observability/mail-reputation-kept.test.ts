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

testRule(mailReputationKept, {
  config: {
    unsuppressed: { mails: "Goes to one mailbox of our own only." },
    reason: "One mailbox of our own must stay within reach.",
  },
  valid: [
    resource(type, "mails", {
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: [] },
    }),
  ],
  failing: [
    {
      title: "the account's suppression in place of none",
      change: (valid) => drop(valid, "mails", "suppressionOptions"),
      ...mails,
      says: /suppressedReasons is not set, wanted an empty list/,
    },
    {
      title: "suppression where a reason against it is given",
      change: (valid) => set(valid, "mails", "suppressionOptions.suppressedReasons", ["BOUNCE", "COMPLAINT"]),
      ...mails,
      says: /wanted an empty list/,
    },
    {
      title: "no metrics, for all its reason",
      change: (valid) => drop(valid, "mails", "reputationOptions"),
      ...mails,
      says: /reputationMetricsEnabled is not set, wanted true/,
    },
    {
      title: "no suppression in a set that the configuration does not name",
      change: () => [
        resource(type, "letters", {
          reputationOptions: { reputationMetricsEnabled: true },
          suppressionOptions: { suppressedReasons: [] },
        }),
      ],
      type,
      name: "letters",
      says: /suppressedReasons is \[\], wanted BOUNCE and COMPLAINT/,
    },
  ],
});
