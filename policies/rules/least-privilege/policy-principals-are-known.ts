import * as z from "zod";
import { isServicePrincipal } from "../../../aws/partitions";
import { stackRule } from "../../engine/define";
import { accountOf } from "../../iam/accounts";
import { parseArn } from "../../iam/arn";
import type { Principal } from "../../iam/document";
import { hasWildcard } from "../../iam/match";
import { policyTypes, statementsOf } from "../../iam/policy-documents";

export const policyPrincipalsAreKnown = stackRule({
  name: "policy-principals-are-known",
  concern: "least-privilege",
  description:
    "A resource's policy lets in services, and roles of its own account; never everybody, and never another account.",
  rationale:
    "A principal of * is the whole world, whatever conditions stand beside it today; another account decides by itself whom it passes the right on to.",
  remediation: "Name the service, or a role of the account.",
  controls: ["sns.public", "sqs.public", "kms.principals", "events.bus-policy", "ses.public"],
  severity: "critical",
  parameters: {
    accounts: z
      .array(z.string().regex(/^\d{12}$/))
      .default([])
      .describe("accounts besides the stack's own that are let in"),
  },
  async check(stack, { each, report, parameters }) {
    await each(stack.ofType(...policyTypes("resource")), (resource) => {
      const statements = statementsOf(resource, "resource").filter(({ statement }) => statement.effect === "Allow");
      if (statements.length === 0) return;
      const accounts = [accountOf(stack), ...parameters.accounts];
      for (const { statement } of statements) {
        for (const principal of statement.principals) {
          for (const found of strangersIn(principal, accounts)) {
            const property = `${statement.path}.Principal`;
            report(resource, property, found, "a service, or a role of the stack's account");
          }
        }
      }
    });
    await each(stack.ofType("aws:cloudwatch/eventPermission:EventPermission"), (resource) => {
      const principal = resource.text("principal");
      if (principal !== undefined && [accountOf(stack), ...parameters.accounts].includes(principal)) return;
      report(resource, "principal", principal, "the stack's account");
    });
  },
});

/** Values of a principal that are neither a service nor of one of these accounts. */
function strangersIn({ kind, values }: Principal, accounts: readonly string[]): readonly string[] {
  if (kind === "Service") return values.filter((value) => !isServicePrincipal(value));
  if (kind !== "AWS") return values;
  return values.filter((value) => {
    const arn = parseArn(value);
    return arn === undefined || hasWildcard(value) || arn.service !== "iam" || !accounts.includes(arn.account);
  });
}
