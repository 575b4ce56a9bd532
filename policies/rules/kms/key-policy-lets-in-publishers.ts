import { isAllowed } from "../../../aws/iam/evaluate";
import { stackRule } from "../../engine/define";
import { statementsIn } from "../../iam/document";
import { type KeyUse, requestFor, useId } from "../../kms/key-use";
import { usesOf, usingTypes } from "../../kms/uses";

export const keyPolicyLetsInPublishers = stackRule({
  name: "key-policy-lets-in-publishers",
  concern: "encryption",
  description: "A key's policy lets in every AWS service that has to use the key.",
  rationale:
    "A service that may publish to an encrypted topic or queue but not use its key loses every message in silence: an alarm fires and nobody hears of it. Source: the key management pages of SNS, SQS, EventBridge, SES, CloudWatch Logs and CloudTrail.",
  remediation:
    "Add a statement for the service to the key's policy, with aws:SourceArn or the encryption context as its condition; kms:ViaService and kms:CallerAccount do not hold for services.",
  controls: ["key.publishers"],
  severity: "critical",
  async check(stack, { each, report }) {
    const seen = new Set<string>();
    await each(stack.ofType(...usingTypes), (producer) => {
      for (const use of usesOf(stack, producer)) {
        const id = useId(use);
        if (seen.has(id)) continue;
        const missing = missingActions(use);
        seen.add(id);
        if (missing.length === 0) continue;
        const wanted = `a statement that allows ${missing.join(", ")} to ${use.service} ${use.purpose}${asWhom(use)}`;
        report(use.key, "policy", "a policy without it", wanted);
      }
    });
  },
});

function missingActions(use: KeyUse): readonly string[] {
  const statements = statementsIn(use.key, "policy") ?? [];
  return use.needs.filter((action) => !isAllowed(statements, requestFor(use, action)));
}

function asWhom({ source, context }: KeyUse): string {
  const parts = [
    ...(source === undefined ? [] : [`aws:SourceArn ${source}`]),
    ...Object.entries(context).map((pair) => pair.join(" ")),
  ];
  return ` (${parts.join(", ")})`;
}
