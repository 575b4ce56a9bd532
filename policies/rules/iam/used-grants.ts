import type { Statement } from "../../../aws/iam/document";
import { coversName } from "../../../aws/iam/pattern";
import { stackRule } from "../../engine/define";
import { isRecipientInSandbox } from "../../iam/email";
import { type KeyNeed, keyNeedsOf } from "../../iam/key-needs";
import { type Need, needsOf } from "../../iam/needs";
import { roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

export const functionUsesWhatItHas = stackRule({
  name: "function-uses-what-it-has",
  concern: "least-privilege",
  description: "A function's role names only what the function's environment and wiring name.",
  rationale:
    "A right that nobody uses is found by nobody but the one who breaks in: mostly left behind when a variable went, copied from a sibling, or naming something that has another name by now.",
  remediation: "Remove the action or the resource, or hand the resource's name to the function by its environment.",
  controls: ["least.unused-grants", "lambda.role"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // role-trusts-its-user reports it
      const needs = needsOf(stack, lambda);
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        for (const { action, resource } of unused(statement, needs)) {
          const found = `${action} on ${resource}`;
          const wanted = `something that '${lambda.name}' is given by name, mapping or destination`;
          report(bearer, statement.path, found, wanted);
        }
      }
    });
  },
});

/** Pairs of action and resource that no need of the function requires. Logs and keys have rules of their own. */
function unused(statement: Statement, needs: readonly Need[]): readonly { action: string; resource: string }[] {
  const { actions } = statement;
  const resources = statement.resources.filter((resource) => !isRecipientInSandbox(statement, resource));
  const judged = actions.filter((action) => !/^(logs|kms):/i.test(action));
  const idleResources = resources.filter((resource) => !judged.some((action) => serves(needs, action, resource)));
  const idleActions = judged.filter((action) => !resources.some((resource) => serves(needs, action, resource)));
  if (judged.length === 0) return [];
  return [
    ...idleResources.map((resource) => ({ action: judged.join(", "), resource })),
    ...(idleResources.length === resources.length ? [] : idleActions).map((action) => ({
      action,
      resource: resources.join(", "),
    })),
  ];
}

/** Whether a need requires exactly this. Resources are compared as they are written, since a pattern covers more than the right one. */
function serves(needs: readonly Need[], action: string, resource: string): boolean {
  return needs.some(
    ({ arns, may }) => arns.includes(resource) && may.some((name) => name.toLowerCase() === action.toLowerCase()),
  );
}

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
      if (role === undefined) return; // role-trusts-its-user reports it
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

/** Conditions, as key and value, under which the action serves no need. A grant without such a condition has a rule of its own. */
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
