import { parseArn } from "../iam/arn";
import { type Condition, conditionsOn, type Statement } from "../iam/document";
import { hasWildcard } from "../iam/match";
import { isAbout } from "./rights";

/** Somebody who wants in. */
export interface Visitor {
  /** The service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  /** ARN of the resource whose policy it is. */
  readonly resource: string;
  /** ARN of the resource in whose name the service comes. */
  readonly sourceArn: string;
}

/** Conditions that compare an ARN, and that a request without one does not pass. */
const comparisons: ReadonlySet<string> = new Set(["ArnEquals", "ArnLike", "StringEquals", "StringLike"]);

/** Whether a resource's policy lets this visitor in by a statement for it, and no statement keeps it out. */
export function admits(statements: readonly Statement[], visitor: Visitor): boolean {
  const { action, resource } = visitor;
  return (
    statements.some((statement) => lets(statement, visitor) && isAbout(statement, action, resource)) &&
    !statements.some((statement) => keepsOut(statement, visitor))
  );
}

/** Whether a statement is for exactly this service and source, whatever it allows it. */
export function lets(statement: Statement, { service, sourceArn }: Visitor): boolean {
  return (
    statement.effect === "Allow" &&
    statement.principals.some(({ kind, values }) => kind === "Service" && values.includes(service)) &&
    sourcesOf(statement).includes(sourceArn) &&
    statement.conditions.every((condition) => isMet(condition, sourceArn))
  );
}

/** The ARNs without a wildcard from which alone a statement takes requests. */
export function sourcesOf(statement: Statement): readonly string[] {
  return conditionsOn(statement, "aws:SourceArn")
    .filter(({ operator }) => comparisons.has(operator))
    .flatMap(({ values }) => values)
    .filter((value) => !hasWildcard(value));
}

function keepsOut(statement: Statement, { service, action, resource }: Visitor): boolean {
  if (statement.effect !== "Deny" || !isAbout(statement, action, resource)) return false;
  const meant = statement.principals.some(
    ({ kind, values }) => kind === "*" || values.includes("*") || (kind === "Service" && values.includes(service)),
  );
  return meant && !statement.conditions.some(isAboutTransport);
}

/** Whether a service that comes for this source meets a condition; one that nobody here knows may shut it out. */
function isMet({ operator, key, values }: Condition, sourceArn: string): boolean {
  switch (key.toLowerCase()) {
    case "aws:sourcearn":
      return !operator.includes("Not");
    case "aws:sourceaccount":
      return operator.startsWith("StringEquals") && values.includes(parseArn(sourceArn)?.account ?? "");
    case "aws:securetransport":
      return operator.startsWith("Bool") && values.join() === "true";
    default:
      return false;
  }
}

/** Services of AWS always come by TLS. */
function isAboutTransport({ operator, key, values }: Condition): boolean {
  return operator.startsWith("Bool") && key.toLowerCase() === "aws:securetransport" && values.join() === "false";
}
