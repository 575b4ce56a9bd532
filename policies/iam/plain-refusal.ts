import { isForPlainRequests, type Statement } from "../../aws/iam/document";
import { covers, coversName } from "../../aws/iam/pattern";

/**
 * Whether these statements deny every call without TLS: a Deny for all principals, on these actions and resources, whose only condition
 * is that `aws:SecureTransport` is false.
 *
 * @param actions each must be denied, by name or by a pattern
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
  // In a Deny both `{"AWS": "*"}` and `"*"` match every principal; `{"Service": "*"}` does not.
  const everybody = principals.some(({ kind, values }) => (kind === "*" || kind === "AWS") && values.includes("*"));
  return effect === "Deny" && everybody && isForPlainRequests(statement);
}
