import { resourceRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Statement } from "../../iam/document";
import { documentsOf, policyTypes } from "../../iam/policy-documents";

export const policyIsReadable = resourceRule({
  name: "policy-is-readable",
  concern: "least-privilege",
  description: "A policy is a document that AWS takes and that these rules can judge.",
  rationale:
    "What does not parse, or has a mistyped effect, is refused in the middle of a deployment; before, no rule sees what it grants. Source: IAM's policy grammar.",
  remediation: "Write the policy as a JSON document of version 2012-10-17 with whole statements.",
  controls: ["least.known-actions"],
  severity: "high",
  types: policyTypes("identity", "resource", "trust", "endpoint"),
  check(resource, { report }) {
    for (const { property, kind, statements } of documentsOf(resource, "identity", "resource", "trust", "endpoint")) {
      if (statements === undefined || statements.length === 0) {
        const found = resource.value(property);
        report(resource, property, found, "a policy document with at least one statement");
        continue;
      }
      const version = versionOf(resource, property);
      if (version !== "2012-10-17") {
        report(resource, `${property}.Version`, version, "2012-10-17");
      }
      for (const statement of statements) {
        const wanted = missingIn(statement, kind !== "identity", kind !== "trust");
        if (wanted !== undefined) report(resource, statement.path, statement, wanted);
      }
    }
  },
});

function versionOf(resource: Resource, property: string): unknown {
  return Reflect.get(Object(resource.json(property)), "Version");
}

function missingIn(statement: Statement, needsPrincipal: boolean, needsResource: boolean): string | undefined {
  const { effect, actions, notActions, resources, notResources, principals, notPrincipals } = statement;
  if (effect !== "Allow" && effect !== "Deny") return "an Effect of Allow or Deny";
  if (actions.length + notActions.length === 0) return "an Action";
  if (needsResource && resources.length + notResources.length === 0) return "a Resource";
  const hasPrincipal = [...principals, ...notPrincipals].some(({ values }) => values.length > 0);
  if (hasPrincipal !== needsPrincipal) return needsPrincipal ? "a Principal" : "no Principal, which is the role itself";
  return undefined;
}
