import { stackRule } from "../../engine/define";
import type { Statement } from "../../iam/document";
import { type KeyNeed, keyNeedsOf } from "../../iam/key-needs";
import { coversName } from "../../iam/match";
import { roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

export const functionUsesItsKeyRights = stackRule({
  name: "function-uses-its-key-rights",
  concern: "least-privilege",
  description:
    "A function's rights to keys are for what it uses: its encrypted tables, queues and topics, its environment, its secrets.",
  rationale:
    "A right to a key through one service more opens everything encrypted there; a context of another function opens that function's environment.",
  remediation: "Remove the service from kms:ViaService, the action, or the statement.",
  controls: ["least.unused-grants", "iam.decrypt"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // another rule wants one
      const needs = keyNeedsOf(stack, lambda);
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        for (const action of statement.actions.filter((name) => /^kms:/i.test(name))) {
          for (const found of unneeded(statement, action, needs)) {
            const wanted = `a right to a key that '${lambda.name}' has use for`;
            report(bearer, statement.path, `${action} with ${found}`, wanted);
          }
        }
      }
    });
  },
});

/** Keys and values of conditions under which the action serves no need. A right without such a condition has a rule of its own. */
function unneeded(statement: Statement, action: string, needs: readonly KeyNeed[]): readonly string[] {
  const served = needs.filter((need) => coversName(action, need.action) && statement.resources.includes(need.keyArn));
  const scopes = statement.conditions.filter(({ key }) => /^kms:(ViaService$|EncryptionContext:)/i.test(key));
  const idleKeys = statement.resources.filter((resource) => !served.some(({ keyArn }) => keyArn === resource));
  const idleValues = scopes.flatMap(({ key, values }) =>
    values
      .filter(
        (value) =>
          !served.some((need) => need.conditionKey.toLowerCase() === key.toLowerCase() && need.value === value),
      )
      .map((value) => `${key} of ${value}`),
  );
  return [...idleKeys, ...idleValues];
}
