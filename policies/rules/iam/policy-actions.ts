import { parseArn } from "../../../aws/arn";
import type { Statement } from "../../../aws/iam/document";
import { hasWildcard } from "../../../aws/iam/pattern";
import { resourceRule, stackRule } from "../../engine/define";
import { type PolicyDocument, policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor, fits } from "../../iam/reference";
import { grantsNothing } from "../../iam/roles";

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
  async check(resource, { report }) {
    for (const { statement } of statementsOf(resource, "identity", "resource")) {
      const { actions, resources, path } = statement;
      if (statement.notResources.length > 0 || actions.length === 0) continue;
      const facts = await factsOf(statement);
      for (const [action, names] of facts) {
        if (names.length === 0 || (await anyFits(names, resources))) continue;
        report(resource, `${path}.Resource`, resources, `a resource that ${action} is about`);
      }
      // A Deny may name actions that the resource does not have, such as all actions of a service on a bucket and its objects.
      if (statement.effect === "Deny" || actions.includes("*")) continue;
      const all = [...facts.values()].flat();
      for (const pattern of resources) {
        if (all.length === 0 || (await anyFits(all, [pattern]))) continue;
        const wanted = `a resource of ${actions.join(", ")}`;
        report(resource, `${path}.Resource`, pattern, wanted);
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
 * Two wildcards that AWS's own key policies contain: all actions for the account, without which the key could not be managed, and groups
 * of actions for services, such as `kms:GenerateDataKey*`. Sources: KMS, default key policy; CloudWatch Logs, encrypt log data.
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
