import * as z from "zod";
import { parseArn } from "../../../aws/arn";
import { conditionsOn, type Statement } from "../../../aws/iam/document";
import { coversName } from "../../../aws/iam/pattern";
import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import { isOneSender, isRecipientInSandbox, sendsEmail } from "../../iam/email";
import { variablesOf } from "../../iam/named-resources";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing, roleStatements } from "../../iam/roles";
import { collect, fitting } from "../../wiring/collect";
import { functionsOf, roleOf } from "../../wiring/functions";

export const mailIsSentAsTheShop = stackRule({
  name: "mail-is-sent-as-the-shop",
  concern: "least-privilege",
  description: "A right to send email names identity and configuration set, and the one address that emails come from.",
  rationale:
    "Without ses:FromAddress any address of the domain can be taken, the director's among them; without the set emails go out whose bounces nobody sees. Source: SES's guide on policies.",
  remediation: "Name the ARNs of the identity and the set, with StringEquals on ses:FromAddress.",
  controls: ["least.mail", "ses.public"],
  severity: "high",
  parameters: {
    sesSandbox: z
      .boolean()
      .default(false)
      .describe(
        "Whether SES may still have the account in its sandbox, where it asks for the recipients' identities as well.",
      ),
  },
  async check(stack, { each, report, parameters: { sesSandbox } }) {
    await each(stack.ofType(...policyTypes("identity")), (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { statement } of statementsOf(resource, "identity")) {
        if (statement.effect !== "Allow" || !sends(statement)) continue;
        const { path, resources, conditions } = statement;
        const unknown = resources.filter(
          (resource) =>
            stack.holding(resource, ...kinds).length === 0 &&
            !(sesSandbox && isRecipientInSandbox(statement, resource)),
        );
        if (unknown.length > 0) {
          const wanted = "ARNs of identities and configuration sets of this stack";
          report(resource, `${path}.Resource`, unknown, wanted);
        }
        for (const kind of ["identity", "configuration-set"] as const) {
          if (resources.some((resource) => parseArn(resource)?.resource.startsWith(`${kind}/`))) continue;
          report(resource, `${path}.Resource`, resources, `a ${kind} as well`);
        }
        if (isOneSender(statement)) continue;
        const wanted = "StringEquals on ses:FromAddress with one address";
        report(resource, `${path}.Condition`, conditions, wanted);
      }
    });
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // role-trusts-its-user reports it
      const known = new Set(variablesOf(lambda).map(([, value]) => value));
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow" || !sends(statement)) continue;
        const addresses = conditionsOn(statement, "ses:FromAddress").flatMap(({ values }) => values);
        const found = addresses.filter((address) => !known.has(address));
        if (found.length === 0) continue;
        const wanted = `the address that '${lambda.name}' sends from, by its environment`;
        report(bearer, `${statement.path}.Condition`, found, wanted);
      }
    });
  },
});

const kinds = [awsTypes.sesv2.emailIdentity, awsTypes.sesv2.configurationSet];

function sends({ actions }: Statement): boolean {
  return actions.some((pattern) => [...sendsEmail, "ses:SendBulkEmail"].some((name) => coversName(pattern, name)));
}

export const identitySignsMails = resourceRule({
  name: "identity-signs-mails",
  concern: "encryption",
  description: "Emails are signed in the name of a whole domain, by a key of 2,048 bits.",
  rationale:
    "Without a domain's DKIM signature receivers take emails for forged, and DMARC fails. 1,024 bits are what several receivers no longer trust.",
  remediation:
    "Verify the domain rather than an address, and set dkimSigningAttributes.nextSigningKeyLength to RSA_2048_BIT, or bring a key of your own.",
  controls: ["ses.dkim"],
  severity: "medium",
  types: [awsTypes.sesv2.emailIdentity],
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
    // With BYODKIM the key's length is the customer's choice.
    if (identity.text("dkimSigningAttributes.domainSigningSelector") !== undefined) return;
    const property = "dkimSigningAttributes.nextSigningKeyLength";
    const length = identity.text(property);
    if (length !== "RSA_2048_BIT") report(identity, property, length, "RSA_2048_BIT");
  },
});

export const identityMailsAreWatched = stackRule({
  name: "identity-mails-are-watched",
  concern: "observability",
  description: "An identity's default configuration set is one whose events come back, each to a topic.",
  rationale:
    "An email that is sent without naming a set goes by the identity's default: without one, or with one without an event destination, nobody learns of its bounce; one that only counts does not say whose email it was. Source: SES's guide on default configuration sets.",
  remediation: "Set configurationSetName to a set that has a topic as event destination.",
  controls: ["observability.mail-feedback"],
  severity: "medium",
  async check(stack, { each, report }) {
    const watched = collect(stack.ofType(awsTypes.sesv2.configurationSetEventDestination), (events) =>
      stack.named(events, "eventDestination.snsDestination.topicArn", awsTypes.sns.topic).length === 0
        ? []
        : stack.named(events, "configurationSetName", awsTypes.sesv2.configurationSet),
    );
    await each(stack.ofType(awsTypes.sesv2.emailIdentity), (identity) => {
      const property = "configurationSetName";
      const [set] = stack.named(identity, property, awsTypes.sesv2.configurationSet);
      if (set !== undefined && fitting(watched, (other) => other === set).length > 0) return;
      const wanted = "a configuration set of this stack that sends its events to a topic";
      report(identity, property, identity.text(property), wanted);
    });
  },
});
