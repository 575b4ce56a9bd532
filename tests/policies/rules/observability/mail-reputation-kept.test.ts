import { mailReputationKept } from "../../../../policies/rules/observability/mail-reputation-kept";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { setType as type } from "./watched";

testRule(mailReputationKept, {
  valid: [
    resource(type, "mails", {
      reputationOptions: { reputationMetricsEnabled: true },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    }),
  ],
  refuses: {
    "SES's default, without metrics": [
      drop("mails", "reputationOptions"),
      /reputationMetricsEnabled is not set, wanted true/,
    ],
    "metrics that are switched off": [
      set("mails", "reputationOptions.reputationMetricsEnabled", false),
      /reputationMetricsEnabled is false/,
    ],
    "sending that is switched off": [
      set("mails", "sendingOptions", { sendingEnabled: false }),
      /sendingEnabled is false, wanted true/,
    ],
    "no suppression": [drop("mails", "suppressionOptions"), /suppressedReasons is \[\], wanted BOUNCE and COMPLAINT/],
    "suppression of bounces only": [
      set("mails", "suppressionOptions.suppressedReasons", ["BOUNCE"]),
      /is \["BOUNCE"\]/,
    ],
  },
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
  refuses: {
    "the account's suppression in place of none": [
      drop("mails", "suppressionOptions"),
      /suppressedReasons is not set, wanted an empty list/,
    ],
    "suppression where a reason against it is given": [
      set("mails", "suppressionOptions.suppressedReasons", ["BOUNCE", "COMPLAINT"]),
      /wanted an empty list/,
    ],
    "no metrics, for all its reason": [
      drop("mails", "reputationOptions"),
      /reputationMetricsEnabled is not set, wanted true/,
    ],
    "no suppression in a set that the configuration does not name": [
      () => [
        resource(type, "letters", {
          reputationOptions: { reputationMetricsEnabled: true },
          suppressionOptions: { suppressedReasons: [] },
        }),
      ],
      "letters",
      /suppressedReasons is \[\], wanted BOUNCE and COMPLAINT/,
    ],
  },
});
