import { stackRule } from "../../engine/define";
import { parseArn } from "../../iam/arn";
import type { Statement } from "../../iam/document";
import { hasWildcard } from "../../iam/match";
import { type PolicyDocument, policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing } from "../../iam/roles";

export const policyNamesActions = stackRule({
  name: "policy-names-actions",
  concern: "least-privilege",
  description: "What a policy allows is named action by action.",
  rationale:
    "A wildcard allows what nobody thought of, and every action that AWS adds later. Source: IAM's best practices, least privilege.",
  remediation: "List the exact actions that are used.",
  controls: ["iam.actions", "lambda.role", "sqs.actions"],
  severity: "critical",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity", "resource", "trust")), (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { document, statement } of statementsOf(resource, "identity", "resource", "trust")) {
        if (statement.effect !== "Allow") continue;
        for (const action of statement.actions) {
          if (!hasWildcard(action) || isOfKeyPolicy(document, statement, action)) continue;
          report(resource, `${statement.path}.Action`, action, "the name of one action");
        }
      }
    });
  },
});

/**
 * Two wildcards that AWS itself asks for in key policies: everything to the account, without which nobody can manage the key, and
 * groups of actions, such as `kms:GenerateDataKey*`, to services. Source: KMS, default key policy; CloudWatch Logs, encrypt log data.
 */
function isOfKeyPolicy({ services }: PolicyDocument, { principals }: Statement, action: string): boolean {
  if (!services.includes("kms")) return false;
  const everything = action.toLowerCase() === "kms:*";
  return principals.every(({ kind, values }) =>
    everything
      ? kind === "AWS" && values.every((value) => parseArn(value)?.resource === "root")
      : kind === "Service" && /^kms:(Encrypt|Decrypt|ReEncrypt|GenerateDataKey|Describe)\*$/.test(action),
  );
}
