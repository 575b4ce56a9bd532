import type { PlainConditions } from "../../bootstrap/rights/scopes";
import type { PlainStatement } from "../../bootstrap/rights/statements";

/** Values of condition keys in a request; a key that is not there is absent from the request. */
export type RequestContext = Readonly<Record<string, string>>;

/** Whether statements allow a request, as IAM would decide. Knows the operators that this project uses, and throws at any other. */
export function allows(
  statements: readonly PlainStatement[],
  action: string,
  resource: string,
  context: RequestContext = {},
): boolean {
  const hits = statements.filter(
    (statement) =>
      statement.Action.some((pattern) => matches(pattern, action)) &&
      statement.Resource.some((pattern) => matches(pattern, resource)) &&
      holds(statement.Condition ?? {}, context),
  );
  return hits.some(({ Effect }) => Effect === "Allow") && !hits.some(({ Effect }) => Effect === "Deny");
}

/** IAM's wildcards: `*` for any characters, `?` for one; `${*}`, `${?}` and `${$}` are those characters themselves. */
export function matches(pattern: string, value: string): boolean {
  const source = pattern.replace(/\$\{([*?$])\}|[\s\S]/g, (part, literal: string | undefined) => {
    if (literal !== undefined) return `\\${literal}`;
    if (part === "*") return ".*";
    return part === "?" ? "." : part.replace(/[.+^${}()|[\]\\]/, "\\$&");
  });
  return new RegExp(`^${source}$`).test(value);
}

function holds(conditions: PlainConditions, context: RequestContext): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => test(operator, context[key], [wanted].flat())),
  );
}

function test(operator: string, given: string | undefined, wanted: readonly string[]): boolean {
  if (operator === "Null") return wanted.includes(String(given === undefined));
  if (given === undefined) return false;
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return wanted.includes(given);
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return wanted.some((pattern) => matches(pattern, given));
    default:
      throw new Error(`the operator ${operator} is not known here`);
  }
}

/** Statements of a policy's JSON, with lists where JSON may hold one value. */
export function statementsOf(json: unknown): PlainStatement[] {
  const { Statement }: { Statement: readonly Record<string, unknown>[] } = JSON.parse(String(json));
  return Statement.map((statement) => ({
    ...(statement as unknown as PlainStatement),
    Action: [statement.Action].flat() as string[],
    Resource: [statement.Resource ?? []].flat() as string[],
  }));
}
