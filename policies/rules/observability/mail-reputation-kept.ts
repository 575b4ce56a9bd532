import { resourceRule } from "../../engine/define";

export const mailReputationKept = resourceRule({
  name: "mail-reputation-kept",
  concern: "observability",
  title: "A configuration set measures its reputation, may send, and suppresses addresses that bounced or complained.",
  why: "SES stops an account at 5 % bounces or 0.1 % complaints; without metrics nobody sees it come, without suppression the same address bounces again and again. Source: SES's guides on reputation metrics and on suppression lists.",
  mend: "Set reputationOptions.reputationMetricsEnabled, both suppressedReasons, and leave sendingOptions enabled.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  types: ["aws:sesv2/configurationSet:ConfigurationSet"],
  check(set, { report }) {
    const measured = set.flag("reputationOptions.reputationMetricsEnabled");
    if (measured !== true)
      report({ subject: set, property: "reputationOptions.reputationMetricsEnabled", found: measured, wanted: "true" });
    // AWS's default is true.
    if (set.flag("sendingOptions.sendingEnabled") === false)
      report({ subject: set, property: "sendingOptions.sendingEnabled", found: false, wanted: "true" });
    const reasons = set.texts("suppressionOptions.suppressedReasons");
    if (!["BOUNCE", "COMPLAINT"].every((reason) => reasons.includes(reason)))
      report({
        subject: set,
        property: "suppressionOptions.suppressedReasons",
        found: reasons,
        wanted: "BOUNCE and COMPLAINT",
      });
  },
});
