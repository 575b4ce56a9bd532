import { stackRule } from "../../engine/define";
import { parseArn } from "../../iam/arn";
import type { Statement } from "../../iam/document";
import { hasWildcard } from "../../iam/match";
import { bearerTypes, type PolicyDocument, statementsOf } from "../../iam/policy-bearers";
import { grantsNothing } from "../../iam/roles";

export const policyNamesActions = stackRule({
  name: "policy-names-actions",
  concern: "least-privilege",
  title: "What a policy allows is named action by action.",
  why: "A wildcard allows what nobody thought of, and every action that AWS adds later. Source: IAM's best practices, least privilege.",
  mend: "List the exact actions that are used.",
  controls: ["iam.actions", "lambda.role", "sqs.actions"],
  severity: "critical",
  async check(stack, { each, report }) {
    await each(stack.ofType(...bearerTypes("identity", "resource", "trust")), (subject) => {
      if (grantsNothing(stack, subject)) return;
      for (const { document, statement } of statementsOf(subject, "identity", "resource", "trust")) {
        if (statement.effect !== "Allow") continue;
        for (const action of statement.actions) {
          if (!hasWildcard(action) || isOfKeyPolicy(document, statement, action)) continue;
          report({ subject, property: `${statement.path}.Action`, found: action, wanted: "the name of one action" });
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
