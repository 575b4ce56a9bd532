import type { Resource } from "../engine/resource";
import { type Condition, type Statement, statementsIn } from "../iam/document";

/** Who wants to publish: a service, in the name of a resource. */
export interface Publisher {
  /** Such as `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /** ARN of the resource in whose name it comes. */
  readonly sourceArn: string;
}

/**
 * Whether a topic policy lets a service publish. Conditions on anything but source, account and encrypted transport never hold for an
 * Allow, and always for a Deny: what cannot be read here is not trusted.
 *
 * @param property holds the policy
 * @throws {UnknownValue}
 */
export function mayPublish(policy: Resource, property: string, topicArn: string, publisher: Publisher): boolean {
  const statements = statementsIn(policy, property) ?? [];
  const about = statements.filter((statement) => isAbout(statement, topicArn, publisher));
  const allowed = about.some(
    ({ effect, conditions }) => effect === "Allow" && conditions.every((c) => holds(c, publisher) === true),
  );
  const denied = about.some(
    ({ effect, conditions }) => effect === "Deny" && conditions.every((c) => holds(c, publisher) !== false),
  );
  return allowed && !denied;
}

function isAbout(statement: Statement, topicArn: string, { service }: Publisher): boolean {
  const { principals, notPrincipals, actions, notActions, resources } = statement;
  const everybody = principals.some(({ kind, values }) => kind === "*" || (kind === "AWS" && values.includes("*")));
  const itself = principals.some(({ kind, values }) => kind === "Service" && values.includes(service));
  const action = actions.some((pattern) => matches(pattern.toLowerCase(), "sns:publish"));
  const excepted = statement.effect === "Deny" && (notPrincipals.length > 0 || notActions.length > 0);
  return excepted || ((everybody || itself) && action && resources.some((pattern) => matches(pattern, topicArn)));
}

/** Undefined for a condition that is not understood. */
function holds({ operator, key, values }: Condition, { sourceArn }: Publisher): boolean | undefined {
  const given = contextOf(sourceArn)[key.toLowerCase()];
  if (given === undefined) return undefined;
  switch (operator) {
    case "StringEquals":
    case "Bool":
      return values.includes(given);
    case "StringNotEquals":
      return !values.includes(given);
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return values.some((pattern) => matches(pattern, given));
    case "StringNotLike":
    case "ArnNotLike":
    case "ArnNotEquals":
      return !values.some((pattern) => matches(pattern, given));
    default:
      return undefined;
  }
}

/** What AWS tells about a call of one of its services. */
function contextOf(sourceArn: string): Readonly<Record<string, string>> {
  return {
    "aws:sourcearn": sourceArn,
    "aws:sourceaccount": sourceArn.split(":")[4] ?? "",
    "aws:securetransport": "true",
  };
}

/** `*` stands for any text and `?` for any character. */
function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${escaped}$`, "s").test(text);
}
