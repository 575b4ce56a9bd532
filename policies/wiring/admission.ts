import { conditionsOn, type Statement } from "../../aws/iam/document";
import { isAllowed } from "../../aws/iam/evaluate";
import { hasWildcard } from "../../aws/iam/pattern";
import { type ServiceCall, serviceRequest } from "../../aws/iam/service-request";

/** Operators that compare an ARN and that do not match a request without the key. */
const comparisons: ReadonlySet<string> = new Set(["ArnEquals", "ArnLike", "StringEquals", "StringLike"]);

/** Whether a resource policy has a statement that allows this service for exactly this source, and no statement that denies it. */
export function admits(statements: readonly Statement[], call: ServiceCall): boolean {
  const counting = statements.filter((statement) => statement.effect !== "Allow" || isFor(statement, call));
  return isAllowed(counting, serviceRequest(call));
}

function isFor(statement: Statement, { service, sourceArn }: ServiceCall): boolean {
  return (
    statement.principals.some(({ kind, values }) => kind === "Service" && values.includes(service)) &&
    sourcesOf(statement).includes(sourceArn)
  );
}

/** The source ARNs, without wildcards, to which a statement limits requests. */
export function sourcesOf(statement: Statement): readonly string[] {
  return conditionsOn(statement, "aws:SourceArn")
    .filter(({ operator }) => comparisons.has(operator))
    .flatMap(({ values }) => values)
    .filter((value) => !hasWildcard(value));
}
