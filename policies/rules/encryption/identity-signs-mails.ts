import * as z from "zod";
import { resourceRule } from "../../engine/define";

export const identitySignsMails = resourceRule({
  name: "identity-signs-mails",
  concern: "encryption",
  description: "Mails are signed in the name of a whole domain, by a key of 2,048 bits.",
  rationale:
    "Without a domain's DKIM signature receivers take mails for forged, and DMARC fails. 1,024 bits are what several receivers no longer trust.",
  remediation:
    "Verify the domain rather than an address, and set dkimSigningAttributes.nextSigningKeyLength to RSA_2048_BIT, or bring a key of your own.",
  controls: ["ses.dkim"],
  severity: "medium",
  types: ["aws:sesv2/emailIdentity:EmailIdentity"],
  parameters: {
    allowAddresses: z
      .boolean()
      .default(false)
      .describe("Whether a single address may be verified: SES then signs only where its domain is verified as well."),
  },
  check(identity, { report, parameters: { allowAddresses } }) {
    const name = identity.text("emailIdentity");
    if (name === undefined || name.includes("@")) {
      if (name !== undefined && allowAddresses) return;
      report(identity, "emailIdentity", name, "a domain");
      return;
    }
    // A key that was brought along has its own length.
    if (identity.text("dkimSigningAttributes.domainSigningSelector") !== undefined) return;
    const property = "dkimSigningAttributes.nextSigningKeyLength";
    const length = identity.text(property);
    if (length !== "RSA_2048_BIT") report(identity, property, length, "RSA_2048_BIT");
  },
});
