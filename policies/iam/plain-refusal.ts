import { isForPlainRequests, type Statement } from "../../aws/iam/document";
import { covers, coversName } from "../../aws/iam/pattern";

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
          statement.actions.some((pattern) => coversName(pattern, action)) &&
          statement.resources.some((pattern) => covers(pattern, resource)),
      ),
    ),
  );
}

function isRefusal(statement: Statement): boolean {
  const { effect, principals } = statement;
  // In a Deny `{"AWS": "*"}` and `"*"` both mean everybody; `{"Service": "*"}` does not.
  const everybody = principals.some(({ kind, values }) => (kind === "*" || kind === "AWS") && values.includes("*"));
  return effect === "Deny" && everybody && isForPlainRequests(statement);
}
