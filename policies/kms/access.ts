import type { Condition, Statement } from "../iam/document";
import { fits, fitsArn } from "./patterns";

/** A service's call of KMS, as KMS sees it. */
export interface KeyRequest {
  /** Service principal, such as `sns.amazonaws.com`. */
  readonly service: string;
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** Values of condition keys that come with the call; keys in lower case. A key that is not here does not come. */
  readonly context: ReadonlyMap<string, string>;
}

/** Whether a key policy lets the call through: a statement allows it and none denies it. */
export function allows(statements: readonly Statement[], request: KeyRequest, keyArn: string | undefined): boolean {
  const about = statements.filter((statement) => isAbout(statement, request, keyArn));
  const allowed = about.some(
    ({ effect, conditions }) => effect === "Allow" && conditions.every((condition) => holds(condition, request, false)),
  );
  return (
    allowed &&
    !about.some(
      ({ effect, conditions }) =>
        effect !== "Allow" && conditions.every((condition) => holds(condition, request, true)),
    )
  );
}

function isAbout(statement: Statement, { service, action }: KeyRequest, keyArn: string | undefined): boolean {
  const principal = statement.principals.some(
    ({ kind, values }) =>
      values.includes("*") || (kind === "Service" && values.some((value) => value.toLowerCase() === service)),
  );
  // In a key's own policy `*` is the key.
  const resource = statement.resources.some((value) => value === "*" || value === keyArn);
  const acts = statement.actions.some((value) => fits(value.toLowerCase(), action.toLowerCase()));
  return principal && resource && acts;
}

/**
 * Whether a condition holds for what comes with a call.
 *
 * @param otherwise what to take for an operator that is not known here
 */
export function holds(
  { operator, key, values }: Condition,
  { context }: Pick<KeyRequest, "context">,
  otherwise: boolean,
): boolean {
  const given = context.get(key.toLowerCase());
  const lower = operator.toLowerCase();
  const name = lower.replace(/ifexists$/, "");
  if (name === "null") return values.some((value) => (value === "true") === (given === undefined));
  if (given === undefined) return name !== lower || name.includes("not");
  const compare = comparisons[name.replace("not", "")];
  if (compare === undefined) return otherwise;
  return values.some((value) => compare(value, given)) !== name.includes("not");
}

const same = (pattern: string, value: string) => pattern === value;
const comparisons: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  stringequals: same,
  stringequalsignorecase: (pattern, value) => pattern.toLowerCase() === value.toLowerCase(),
  stringlike: fits,
  arnequals: fitsArn,
  arnlike: fitsArn,
  bool: (pattern, value) => pattern.toLowerCase() === value,
};
