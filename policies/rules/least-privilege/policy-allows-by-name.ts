import { resourceRule } from "../../engine/define";
import { policyTypes, statementsOf } from "../../iam/policy-documents";

export const policyAllowsByName = resourceRule({
  name: "policy-allows-by-name",
  concern: "least-privilege",
  description: "A policy says what is allowed, and to whom, never everything except something.",
  rationale:
    "Allow with NotAction, NotResource or NotPrincipal opens everything that is not listed, what AWS adds later among it; NotPrincipal in a Deny locks out the account. Source: IAM's guide on these elements.",
  remediation: "Use Action, Resource and Principal; in a Deny use conditions on aws:PrincipalArn.",
  controls: ["iam.not-action", "iam.trust", "sns.not-action"],
  severity: "high",
  types: policyTypes("identity", "resource", "trust", "endpoint"),
  check(resource, { report }) {
    for (const { statement } of statementsOf(resource, "identity", "resource", "trust", "endpoint")) {
      const { effect, path, notActions, notResources, notPrincipals } = statement;
      if (notPrincipals.length > 0) {
        report(resource, `${path}.NotPrincipal`, notPrincipals, "a Principal");
      }
      if (effect !== "Allow") continue;
      if (notActions.length > 0) {
        report(resource, `${path}.NotAction`, notActions, "an Action");
      }
      if (notResources.length > 0) {
        report(resource, `${path}.NotResource`, notResources, "a Resource");
      }
    }
  },
});
