import { resourceRule } from "../../engine/define";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { actionsFor } from "../../iam/reference";

export const policyActionsExist = resourceRule({
  name: "policy-actions-exist",
  concern: "least-privilege",
  description: "Every action of a policy exists, and belongs to the service that the policy is for.",
  rationale:
    "IAM takes a mistyped action without a word: what was to be allowed fails, and what was to be denied works. Topics and queues refuse actions of others as out of the service's scope.",
  remediation: "Write the action as the service authorization reference has it.",
  controls: ["least.known-actions"],
  severity: "medium",
  types: policyTypes("identity", "resource", "trust", "endpoint"),
  async check(resource, { report }) {
    for (const { document, statement } of statementsOf(resource, "identity", "resource", "trust", "endpoint")) {
      const property = `${statement.path}.Action`;
      for (const action of [...statement.actions, ...statement.notActions]) {
        if (action === "*") continue;
        const service = action.split(":")[0]?.toLowerCase() ?? "";
        if (document.services.length > 0 && !document.services.includes(service)) {
          report(resource, property, action, `an action of ${document.services.join(" or ")}`);
        } else if ((await actionsFor(action)).length === 0) {
          report(resource, property, action, "an action that AWS knows");
        }
      }
    }
  },
});
