import { resourceRule } from "../../engine/define";
import { bearerTypes, statementsOf } from "../../iam/policy-bearers";

export const policyAllowsByName = resourceRule({
  name: "policy-allows-by-name",
  concern: "least-privilege",
  title: "A policy says what is allowed, and to whom, never everything except something.",
  why: "Allow with NotAction, NotResource or NotPrincipal opens everything that is not listed, what AWS adds later among it; NotPrincipal in a Deny locks out the account. Source: IAM's guide on these elements.",
  mend: "Use Action, Resource and Principal; in a Deny use conditions on aws:PrincipalArn.",
  controls: ["iam.not-action", "iam.trust", "sns.not-action"],
  severity: "high",
  types: bearerTypes("identity", "resource", "trust", "endpoint"),
  check(subject, { report }) {
    for (const { statement } of statementsOf(subject, "identity", "resource", "trust", "endpoint")) {
      const { effect, path, notActions, notResources, notPrincipals } = statement;
      if (notPrincipals.length > 0) {
        report({ subject, property: `${path}.NotPrincipal`, found: notPrincipals, wanted: "a Principal" });
      }
      if (effect !== "Allow") continue;
      if (notActions.length > 0) {
        report({ subject, property: `${path}.NotAction`, found: notActions, wanted: "an Action" });
      }
      if (notResources.length > 0) {
        report({ subject, property: `${path}.NotResource`, found: notResources, wanted: "a Resource" });
      }
    }
  },
});
