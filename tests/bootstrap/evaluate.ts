import { contextOf } from "../../aws/iam/conditions";
import { asList, readStatements, type Statement } from "../../aws/iam/document";
import { isAllowed } from "../../aws/iam/evaluate";
import type { PlainStatement } from "../../bootstrap/rights/statements";

/** Values of condition keys in a request; a key that is not there is absent from the request. */
export type RequestContext = Readonly<Record<string, string>>;

/** Services that are asked in one region for all, in the partition `aws`. */
const global = ["budgets", "iam", "route53"];

/** The region that a request goes to, which is in every request: that of the resource, and of the tests' stacks where its ARN has none. */
function requestedRegion(action: string, resource: string): string {
  if (global.some((service) => action.startsWith(`${service}:`))) return "us-east-1";
  return resource.split(":")[3] || "eu-central-1";
}

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
  const asked = { "aws:RequestedRegion": requestedRegion(action, resource), ...context };
  return isAllowed(read, { action, resource, context: contextOf(asked) });
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
