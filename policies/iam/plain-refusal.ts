import { fits } from "../kms/patterns";
import { conditionsOn, type Statement } from "./document";

/**
 * Whether these statements refuse everybody who comes without TLS: a Deny for all principals, on these actions and resources, with
 * `aws:SecureTransport` false as its only condition.
 *
 * @param actions each must be refused, by name or by a pattern
 * @param resources each must be covered, by name or by a pattern
 */
export function refusesPlain(
  statements: readonly Statement[],
  actions: readonly string[],
  resources: readonly string[],
): boolean {
  const refusing = statements.filter(isRefusal);
  return actions.every((action) =>
    resources.every((resource) =>
      refusing.some(
        (statement) =>
          statement.actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) &&
          statement.resources.some((pattern) => fits(pattern, resource)),
      ),
    ),
  );
}

function isRefusal(statement: Statement): boolean {
  const { effect, principals, conditions } = statement;
  // In a Deny `{"AWS": "*"}` and `"*"` both mean everybody; `{"Service": "*"}` does not.
  const everybody = principals.some(({ kind, values }) => (kind === "*" || kind === "AWS") && values.includes("*"));
  const [condition] = conditionsOn(statement, "aws:SecureTransport");
  return (
    effect === "Deny" &&
    everybody &&
    conditions.length === 1 &&
    condition?.operator.toLowerCase() === "bool" &&
    condition.values.length === 1 &&
    condition.values[0]?.toLowerCase() === "false"
  );
}
