import { resourceRule } from "../../engine/define";
import type { Condition, Statement } from "../../iam/document";
import { type PolicyKind, policyTypes, statementsOf } from "../../iam/policy-documents";
import { type ActionFacts, actionsFor, conditionKeyExists } from "../../iam/reference";

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

/** What would be right in place of a condition; undefined when it is. */
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
  // Together they are what IAM's guide on multivalued keys demands: there are values, and all are of these.
  const others = conditions.filter(
    (other) => other.key.toLowerCase() === key.toLowerCase() && other.operator !== operator,
  );
  const demanded = (found: Condition) => found.operator === "Null" && found.values.every((value) => value === "false");
  const all = (found: Condition) => /^ForAllValues:(?!.*(Not|IfExists|Null))/.test(found.operator);
  if (all({ operator, key, values }) && others.some(demanded)) return excludes(values);
  if (demanded({ operator, key, values }) && others.some(all)) return undefined;
  if (operator !== base && !operator.startsWith("ForAnyValue:")) return `${base}, which a missing key does not pass`;
  // What bears no tag and no alias yet can only be told by that.
  const isNobodys = base === "Null" && /^(aws:(Resource|Request)Tag\/|kms:ResourceAliases$)/i.test(key);
  if (/Not|^Null$/.test(base) && !isNobodys) return "an operator that names what is allowed";
  return excludes(values);
}

function excludes(values: readonly string[]): string | undefined {
  return values.some((value) => /^[*?]*$/.test(value)) ? "a value that excludes something" : undefined;
}

/** Keys of a token carry the name of its issuer, such as `token.actions.githubusercontent.com:sub`. */
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
