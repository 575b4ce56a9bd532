import { parseArn } from "../../../aws/arn";
import type { Condition, Statement } from "../../../aws/iam/document";
import { hasWildcard } from "../../../aws/iam/pattern";
import { joinsNetwork } from "../../../aws/lambda-calls";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { isRecipientInSandbox } from "../../iam/email";
import { documentsOf, type PolicyKind, policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor, conditionKeyExists } from "../../iam/reference";
import { grantsNothing } from "../../iam/roles";

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
    await each(stack.ofType(...policyTypes("identity")), async (resource) => {
      if (grantsNothing(stack, resource)) return;
      for (const { statement } of statementsOf(resource, "identity")) {
        if (statement.effect !== "Allow") continue;
        const property = `${statement.path}.Resource`;
        for (const pattern of statement.resources) {
          if (pattern === "*" || !isWide(pattern) || isLimitedByTag(statement)) continue;
          if (isRecipientInSandbox(statement, pattern) || isLambdasDeletion(statement, pattern)) continue;
          report(resource, property, pattern, "an ARN with service, account and the name of a resource");
        }
        for (const { found, wanted } of await problemsOf(statement)) report(resource, property, found, wanted);
      }
    });
  },
});

/** Faults in a statement's mix of actions that can be limited to resources, actions that cannot, and the resource `*`. */
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

/** Condition keys of the action's own service, which say which resource it acts on. */
function ownKeys({ service, conditionKeys }: ActionFacts): readonly string[] {
  return conditionKeys.filter((key) => key.startsWith(`${service}:`) && !/:(Region|ApiVersion)$/.test(key));
}

/** Whether a resource has wildcards in front of its name, or a name that is only a wildcard: both match everything of a type. */
function isWide(resource: string): boolean {
  const arn = parseArn(resource);
  if (arn === undefined) return true;
  if ([arn.partition, arn.service, arn.region, arn.account].some(hasWildcard)) return true;
  // The first part of the resource may be its type; the rest is the name.
  const name = arn.resource.replace(
    /^(table|key|alias|alarm|function|role|policy|log-group|event-bus|rule|identity|secret)[/:]/,
    "",
  );
  return /^[*?]/.test(name);
}

/** Whether it is what Lambda asks of a function's role in a VPC: to delete network interfaces on every resource of EC2 in a region. */
function isLambdasDeletion({ actions }: Statement, resource: string): boolean {
  const { service, region, account, resource: name } = parseArn(resource) ?? {};
  const deletes: readonly string[] = joinsNetwork.deletes;
  const isOfRegion = service === "ec2" && name === "*/*" && ![region, account].some((part) => hasWildcard(part ?? "*"));
  return isOfRegion && actions.every((action) => deletes.includes(action));
}

/** Whether tags or aliases limit the statement: a key has no name, and a deployment recognizes its keys by these. */
function isLimitedByTag({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => /^aws:(Resource|Request)Tag\//i.test(key));
}

export const policyConditionsHold = resourceRule({
  name: "policy-conditions-hold",
  concern: "least-privilege",
  description:
    "The conditions of a policy are real: keys that AWS fills, operators that it knows, values that exclude something.",
  rationale:
    "A mistyped key never matches; ...IfExists and ForAllValues also match when the key is missing; a bare * matches everything: the statement then allows nothing, or everybody. Source: IAM's condition operators.",
  remediation:
    "Use StringEquals, ArnEquals or ArnLike with a key of the action and values without a bare wildcard; ForAllValues with Null false beside it.",
  controls: ["least.resource-level", "iam.trust"],
  severity: "high",
  types: policyTypes("identity", "resource", "trust"),
  async check(resource, { report }) {
    for (const { document, statement } of statementsOf(resource, "identity", "resource", "trust")) {
      const facts = (await Promise.all(statement.actions.map(actionsFor))).flat();
      for (const condition of statement.conditions) {
        const wanted = await wantedOf(condition, statement, document.kind, facts);
        const property = `${statement.path}.Condition.${condition.operator}.${condition.key}`;
        if (wanted !== undefined) report(resource, property, condition.values, wanted);
      }
    }
  },
});

/** The right form of a condition; undefined when the condition is right. */
async function wantedOf(
  { operator, key, values }: Condition,
  { effect, principals, conditions }: Statement,
  kind: PolicyKind,
  facts: readonly ActionFacts[],
): Promise<string | undefined> {
  const base = operator.replace(/^For(Any|All)Values:/, "").replace(/IfExists$/, "");
  if (!operators.has(base)) return "an operator that IAM knows";
  if (values.length === 0) return "a value";
  const isToken = kind === "trust" && principals.some((principal) => isIssuerOf(principal.values, key));
  if (facts.length > 0 && !isToken && !(await conditionKeyExists(key, facts)))
    return "a key that AWS has for the action";
  if (effect !== "Allow") return undefined;
  // IAM's guide on multivalued keys requires both: Null "false", so that the key has values, and ForAllValues, so that all are listed.
  const others = conditions.filter(
    (other) => other.key.toLowerCase() === key.toLowerCase() && other.operator !== operator,
  );
  const demanded = (found: Condition) => found.operator === "Null" && found.values.every((value) => value === "false");
  const all = (found: Condition) => /^ForAllValues:(?!.*(Not|IfExists|Null))/.test(found.operator);
  if (all({ operator, key, values }) && others.some(demanded)) return excludes(values);
  if (demanded({ operator, key, values }) && others.some(all)) return undefined;
  if (operator !== base && !operator.startsWith("ForAnyValue:")) return `${base}, which a missing key does not pass`;
  // Only the absence of tags and aliases identifies a key that nothing has claimed, and only that of a function a call of Lambda itself.
  const isNobodys =
    base === "Null" && /^(aws:(Resource|Request)Tag\/|kms:ResourceAliases$|lambda:SourceFunctionArn$)/i.test(key);
  if (/Not|^Null$/.test(base) && !isNobodys) return "an operator that names what is allowed";
  return excludes(values);
}

function excludes(values: readonly string[]): string | undefined {
  return values.some((value) => /^[*?]*$/.test(value)) ? "a value that excludes something" : undefined;
}

/** Whether a condition key is a claim of a provider's token: it starts with the issuer, as `token.actions.githubusercontent.com:sub`. */
function isIssuerOf(providers: readonly string[], key: string): boolean {
  const issuer = key.slice(0, key.lastIndexOf(":"));
  return issuer !== "" && providers.some((provider) => provider.endsWith(`/${issuer}`));
}

const operators: ReadonlySet<string> = new Set([
  ...["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  ...["StringLike", "StringNotLike", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
  ...["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals"],
  ...["NumericGreaterThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan"],
  ...["DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals"],
  ...["IpAddress", "NotIpAddress", "Null"],
]);
