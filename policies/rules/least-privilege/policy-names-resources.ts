import { stackRule } from "../../engine/define";
import { parseArn } from "../../iam/arn";
import type { Statement } from "../../iam/document";
import { isRecipientInSandbox } from "../../iam/mail";
import { hasWildcard } from "../../iam/match";
import { policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor } from "../../iam/reference";
import { grantsNothing } from "../../iam/roles";

export const policyNamesResources = stackRule({
  name: "policy-names-resources",
  concern: "least-privilege",
  description: "A grant names its resources; * stands only for actions that AWS cannot limit to resources.",
  rationale:
    "With * a right on one table is a right on every table of the account. Where such an action has conditions of its own, they are the only limit that there is.",
  remediation:
    "Name the ARN, or a condition of the service for an action without a resource level; keep these actions in a statement of their own.",
  controls: ["iam.resources", "least.resource-level", "lambda.role"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...policyTypes("identity")), async (subject) => {
      if (grantsNothing(stack, subject)) return;
      for (const { statement } of statementsOf(subject, "identity")) {
        if (statement.effect !== "Allow") continue;
        const property = `${statement.path}.Resource`;
        for (const resource of statement.resources) {
          if (resource === "*" || !isWide(resource) || isLimitedByTag(statement)) continue;
          if (isRecipientInSandbox(statement, resource)) continue;
          report(subject, property, resource, "an ARN with service, account and the name of a resource");
        }
        for (const { found, wanted } of await problemsOf(statement)) report(subject, property, found, wanted);
      }
    });
  },
});

/** What is wrong between actions that can be limited to resources, those that cannot, and the bare star. */
async function problemsOf(statement: Statement): Promise<readonly { found: unknown; wanted: string }[]> {
  const { actions, resources, conditions, path } = statement;
  const open = resources.includes("*");
  const problems: { found: unknown; wanted: string }[] = [];
  for (const action of (await Promise.all(actions.map(actionsFor))).flat()) {
    const own = ownKeys(action);
    const limited = conditions.some(({ key }) => own.some((name) => name.toLowerCase() === key.toLowerCase()));
    if (action.resourceIsOptional && open && limited) continue;
    if (action.arns.length > 0 && open) {
      problems.push({ found: "*", wanted: `the ARNs that ${action.name} is about` });
    } else if (action.arns.length === 0 && !open) {
      problems.push({ found: resources, wanted: `* for ${action.name}, which has no resource level` });
    } else if (action.arns.length === 0 && own.length > 0 && conditions.length === 0) {
      problems.push({ found: path, wanted: `a condition for ${action.name}, such as ${own[0]}` });
    }
  }
  return problems;
}

/** Keys of the action's own service that say what it is done to. */
function ownKeys({ service, conditionKeys }: ActionFacts): readonly string[] {
  return conditionKeys.filter((key) => key.startsWith(`${service}:`) && !/:(Region|ApiVersion)$/.test(key));
}

/** Wildcards in front of a name, or a name that is nothing but a wildcard: everything of a kind. */
function isWide(resource: string): boolean {
  const arn = parseArn(resource);
  if (arn === undefined) return true;
  if ([arn.partition, arn.service, arn.region, arn.account].some(hasWildcard)) return true;
  // The first part of the resource may be its kind: what is behind it must have a name.
  const name = arn.resource.replace(
    /^(table|key|alias|function|role|policy|log-group|event-bus|rule|identity|secret)[/:]/,
    "",
  );
  return /^[*?]/.test(name);
}

/** Keys have no names: a deployment knows those of its stack by their tags. */
function isLimitedByTag({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => /^aws:(Resource|Request)Tag\//i.test(key));
}
