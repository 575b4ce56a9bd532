import { resourceRule } from "../../engine/define";

export const configurationSetRequiresTls = resourceRule({
  name: "configuration-set-requires-tls",
  concern: "encryption",
  description: "Mails are delivered by TLS or not at all.",
  rationale:
    "SES's default is OPTIONAL: where the receiving server offers no TLS, or somebody on the way takes the offer out, the mail goes in plain text.",
  remediation: "Set deliveryOptions.tlsPolicy to REQUIRE.",
  controls: ["ses.tls"],
  severity: "medium",
  types: ["aws:sesv2/configurationSet:ConfigurationSet", "aws:ses/configurationSet:ConfigurationSet"],
  check(set, { report }) {
    const policy = set.text("deliveryOptions.tlsPolicy");
    // The older API spells it "Require".
    if (policy?.toUpperCase() === "REQUIRE") return;
    report(set, "deliveryOptions.tlsPolicy", policy, "REQUIRE");
  },
});
