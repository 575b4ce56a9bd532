import { stackRule } from "../../engine/define";
import { watchedIn } from "../../metrics/watched";

const kinds = [
  ["bounceRate", "Reputation.BounceRate"],
  ["complaintRate", "Reputation.ComplaintRate"],
] as const;

export const mailReputationHasAlarms = stackRule({
  name: "mail-reputation-has-alarms",
  concern: "observability",
  description:
    "Every configuration set has alarms on the shares of its mails that bounce and that are complained about.",
  rationale:
    "SES reviews and then stops accounts by these two numbers, and mail that bounces is mail that nobody reads. Source: SES's guide on reputation alarms.",
  remediation:
    "Declare alarms on Reputation.BounceRate and Reputation.ComplaintRate with the dimension ses:configuration-set.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType("aws:sesv2/configurationSet:ConfigurationSet"), (set) => {
      const name = set.text("configurationSetName") ?? "";
      for (const [kind, metric] of kinds)
        if (watched.by(kind, { "ses:configuration-set": name }).length === 0)
          report(set, "configurationSetName", name, `an alarm on ${metric} with its name as dimension`);
    });
  },
});
