import * as z from "zod";
import { stackRule } from "../../engine/define";
import { parseArn } from "../../iam/arn";
import { conditionsOn, type Statement } from "../../iam/document";
import { isOneSender, isRecipientInSandbox, sendsMail } from "../../iam/mail";
import { coversName } from "../../iam/match";
import { variablesOf } from "../../iam/named-resources";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing, roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

export const mailIsSentAsTheShop = stackRule({
  name: "mail-is-sent-as-the-shop",
  concern: "least-privilege",
  description: "A right to send mail names identity and configuration set, and the one address that mails come from.",
  rationale:
    "Without ses:FromAddress any address of the domain can be taken, the director's among them; without the set mails go out whose bounces nobody sees. Source: SES's guide on policies.",
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
    await each(stack.ofType(...policyTypes("identity")), (subject) => {
      if (grantsNothing(stack, subject)) return;
      for (const { statement } of statementsOf(subject, "identity")) {
        if (statement.effect !== "Allow" || !sends(statement)) continue;
        const { path, resources, conditions } = statement;
        const unknown = resources.filter(
          (resource) =>
            stack.holding(resource, ...kinds).length === 0 &&
            !(sesSandbox && isRecipientInSandbox(statement, resource)),
        );
        if (unknown.length > 0) {
          const wanted = "ARNs of identities and configuration sets of this stack";
          report(subject, `${path}.Resource`, unknown, wanted);
        }
        for (const kind of ["identity", "configuration-set"] as const) {
          if (resources.some((resource) => parseArn(resource)?.resource.startsWith(`${kind}/`))) continue;
          report(subject, `${path}.Resource`, resources, `a ${kind} as well`);
        }
        if (isOneSender(statement)) continue;
        const wanted = "StringEquals on ses:FromAddress with one address";
        report(subject, `${path}.Condition`, conditions, wanted);
      }
    });
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // another rule wants one
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

const kinds = ["aws:sesv2/emailIdentity:EmailIdentity", "aws:sesv2/configurationSet:ConfigurationSet"];

function sends({ actions }: Statement): boolean {
  return actions.some((pattern) => [...sendsMail, "ses:SendBulkEmail"].some((name) => coversName(pattern, name)));
}
