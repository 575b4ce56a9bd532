import { conditionsOn, type Statement } from "../../aws/iam/document";
import { isAllowed } from "../../aws/iam/evaluate";
import { hasWildcard } from "../../aws/iam/pattern";
import { type ServiceCall, serviceRequest } from "../../aws/iam/service-request";

/** Conditions that compare an ARN, and that a request without one does not pass. */
const comparisons: ReadonlySet<string> = new Set(["ArnEquals", "ArnLike", "StringEquals", "StringLike"]);

/** Whether a resource's policy lets a service in by a statement for it and for exactly this source, and no statement keeps it out. */
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

/** The ARNs without a wildcard from which alone a statement takes requests. */
export function sourcesOf(statement: Statement): readonly string[] {
  return conditionsOn(statement, "aws:SourceArn")
    .filter(({ operator }) => comparisons.has(operator))
    .flatMap(({ values }) => values)
    .filter((value) => !hasWildcard(value));
}
