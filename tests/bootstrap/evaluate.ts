import { contextOf } from "../../aws/iam/conditions";
import { asList, readStatements, type Statement } from "../../aws/iam/document";
import { isAllowed } from "../../aws/iam/evaluate";
import type { PlainStatement } from "../../bootstrap/rights/statements";

/** Values of condition keys in a request; a key that is not there is absent from the request. */
export type RequestContext = Readonly<Record<string, string>>;

const known = new WeakMap<readonly PlainStatement[], readonly Statement[]>();

/** Whether statements allow a request, as IAM would decide. */
export function allows(
  statements: readonly PlainStatement[],
  action: string,
  resource: string,
  context: RequestContext = {},
): boolean {
  const read = known.get(statements) ?? readStatements({ Statement: statements }) ?? [];
  known.set(statements, read);
  return isAllowed(read, { action, resource, context: contextOf(context) });
}

/** Statements of a policy's JSON, with lists where JSON may hold one value. */
export function statementsOf(json: unknown): PlainStatement[] {
  const { Statement }: { Statement: readonly PlainStatement[] } = JSON.parse(String(json));
  return Statement.map((statement) => ({
    ...statement,
    Action: asList<string>(statement.Action),
    Resource: asList<string>(statement.Resource),
  }));
}
