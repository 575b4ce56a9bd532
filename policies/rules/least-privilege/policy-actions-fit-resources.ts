import { resourceRule } from "../../engine/define";
import type { Statement } from "../../iam/document";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor, fits } from "../../iam/reference";

export const policyActionsFitResources = resourceRule({
  name: "policy-actions-fit-resources",
  concern: "least-privilege",
  description: "Every action of a statement applies to one of its resources, and every resource to one of its actions.",
  rationale:
    "IAM takes a statement that can never apply, such as an item of a stream or a table's action on a queue: the call fails when it is needed.",
  remediation: "Put actions and the resources that they are about into one statement, each with its own kind of ARN.",
  controls: ["least.known-actions"],
  severity: "medium",
  types: policyTypes("identity", "resource"),
  async check(subject, { report }) {
    for (const { statement } of statementsOf(subject, "identity", "resource")) {
      const { actions, resources, path } = statement;
      if (statement.notResources.length > 0 || actions.length === 0) continue;
      const facts = await factsOf(statement);
      for (const [action, names] of facts) {
        if (names.length === 0 || (await anyFits(names, resources))) continue;
        report(subject, `${path}.Resource`, resources, `a resource that ${action} is about`);
      }
      // A deny may go beyond the actions at hand: all of a service, on the bucket and what is in it.
      if (statement.effect === "Deny" || actions.includes("*")) continue;
      const all = [...facts.values()].flat();
      for (const resource of resources) {
        if (all.length === 0 || (await anyFits(all, [resource]))) continue;
        const wanted = `a resource of ${actions.join(", ")}`;
        report(subject, `${path}.Resource`, resource, wanted);
      }
    }
  },
});

async function factsOf({ actions }: Statement): Promise<ReadonlyMap<string, readonly ActionFacts[]>> {
  return new Map(await Promise.all(actions.map(async (action) => [action, await actionsFor(action)] as const)));
}

async function anyFits(actions: readonly ActionFacts[], resources: readonly string[]): Promise<boolean> {
  for (const action of actions) for (const resource of resources) if (await fits(action, resource)) return true;
  return false;
}
