import * as z from "zod";
import { stackRule } from "../../engine/define";
import { collect, fitting } from "../../wiring/collect";
import { types } from "../../wiring/types";

const policyType = "aws:iam/policy:Policy";

export const managedPolicyIsAttached = stackRule({
  name: "managed-policy-is-attached",
  concern: "least-privilege",
  description: "A managed policy is attached to a role of the stack, or is a boundary.",
  rationale:
    "What is attached to nothing gives nothing today and anything tomorrow, by one click that no review sees. Source: IAM's guide, managed policies.",
  remediation: "Attach it, name it as permissionsBoundary, or leave it out.",
  controls: ["least.unused-grants"],
  severity: "medium",
  parameters: {
    boundaries: z
      .array(z.string())
      .default(["-runtime-boundary-"])
      .describe("Parts of the names of boundaries whose roles are made elsewhere: by what is deployed later."),
  },
  async check(stack, { parameters: { boundaries }, each, report }) {
    const users = collect(stack.ofType(types.roleAttachment, types.role), (user) => [
      ...stack.named(user, "policyArn", policyType),
      ...stack.named(user, "permissionsBoundary", policyType),
    ]);
    await each(stack.ofType(policyType), (policy) => {
      const name = `-${policy.text("name") ?? policy.name}-`;
      if (boundaries.some((part) => name.includes(part))) return;
      if (fitting(users, (used) => used === policy).length > 0) return;
      report(policy, "attachment", undefined, "a role that has it");
    });
  },
});
