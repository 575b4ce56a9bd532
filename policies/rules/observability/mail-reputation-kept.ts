import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const mailReputationKept = resourceRule({
  name: "mail-reputation-kept",
  concern: "observability",
  description:
    "A configuration set measures its reputation, may send, and suppresses addresses that bounced or complained, unless there is a reason not to.",
  rationale:
    "SES stops an account at 5 % bounces or 0.1 % complaints; without metrics nobody sees it come, without suppression the same address bounces again and again. Source: SES's guides on reputation metrics and on suppression lists.",
  remediation:
    "Set reputationOptions.reputationMetricsEnabled, both suppressedReasons, and leave sendingOptions enabled.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  types: ["aws:sesv2/configurationSet:ConfigurationSet"],
  parameters: {
    unsuppressed: z
      .record(z.string(), z.string().min(20))
      .default({
        "notifications-mail":
          "The last way to reach the operators: one bounce must not have SES drop every later mail to them. They are few mails, to one address of our own, and the first that fails raises an alarm.",
      })
      .describe(
        "Configuration sets, by logical name, that mail suppressed addresses too, with the reason: their list of reasons is empty, not left out, since SES would take the account's then.",
      ),
  },
  check(set, { parameters, report }) {
    const measured = set.flag("reputationOptions.reputationMetricsEnabled");
    if (measured !== true) report(set, "reputationOptions.reputationMetricsEnabled", measured, "true");
    // AWS's default is true.
    if (set.flag("sendingOptions.sendingEnabled") === false)
      report(set, "sendingOptions.sendingEnabled", false, "true");
    const property = "suppressionOptions.suppressedReasons";
    const reasons = set.texts(property);
    if (Object.hasOwn(parameters.unsuppressed, set.name)) {
      const declared = set.value(property);
      if (!Array.isArray(declared) || declared.length > 0) report(set, property, declared, "an empty list");
    } else if (!["BOUNCE", "COMPLAINT"].every((reason) => reasons.includes(reason)))
      report(set, property, reasons, "BOUNCE and COMPLAINT");
  },
});
