import { stackRule } from "../../engine/define";
import { parseArn } from "../../iam/arn";
import type { Condition, Statement } from "../../iam/document";
import { coversName, hasWildcard } from "../../iam/match";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { grantsNothing } from "../../iam/roles";

export const keyRightsAreScoped = stackRule({
  name: "key-rights-are-scoped",
  concern: "least-privilege",
  description: "A right to decrypt or encrypt names its key, and the service or the encryption context that it is for.",
  rationale:
    "A bare right to kms:Decrypt opens everything that the key has ever encrypted, by any way that the ciphertext is come by. Source: KMS, condition keys; Security Hub KMS.1.",
  remediation: "Name the key's ARN, with StringEquals on kms:ViaService or kms:EncryptionContext:....",
  controls: ["iam.decrypt", "iam.escalation"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity")), (subject) => {
      if (grantsNothing(stack, subject)) return;
      for (const { statement } of statementsOf(subject, "identity")) {
        if (statement.effect !== "Allow" || !usesKeys(statement)) continue;
        const { path, resources, conditions } = statement;
        const open = resources.filter((resource) => !isOneKey(resource, statement));
        if (open.length > 0) {
          report(subject, `${path}.Resource`, open, "the ARN of one key");
        }
        if (conditions.some(isScope)) continue;
        const wanted = "StringEquals on kms:ViaService or kms:EncryptionContext:...";
        report(subject, `${path}.Condition`, conditions, wanted);
      }
    });
  },
});

const cryptographic = ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo", "GenerateDataKey", "CreateGrant"];

function usesKeys({ actions }: Statement): boolean {
  return actions.some((pattern) => cryptographic.some((name) => coversName(pattern, `kms:${name}`)));
}

/** A key by its ARN; or any key of the account that bears one of the stack's names, which a deployment cannot know beforehand. */
function isOneKey(resource: string, statement: Statement): boolean {
  const arn = parseArn(resource);
  if (arn?.service !== "kms" || !arn.resource.startsWith("key/") || hasWildcard(arn.account)) return false;
  const byTag = statement.conditions.some(({ key }) => /^(kms:ResourceAliases|aws:ResourceTag\/)/i.test(key));
  return !hasWildcard(resource) || byTag;
}

function isScope({ operator, key, values }: Condition): boolean {
  if (!["StringEquals", "ForAnyValue:StringEquals"].includes(operator) && !/GrantIsForAWSResource$/i.test(key))
    return false;
  return /^kms:(ViaService$|EncryptionContext:|GrantIsForAWSResource$)/i.test(key) && !values.some(hasWildcard);
}
