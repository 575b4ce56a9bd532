import * as z from "zod";
import type { Statement } from "../../../aws/iam/document";
import { stackRule } from "../../engine/define";
import { functionActions } from "../../iam/data-actions";
import { answers, keyNeedsOf } from "../../iam/key-needs";
import { type Need, needsOf } from "../../iam/needs";
import { actionsFor } from "../../iam/reference";
import { allows, roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

export const functionHasWhatItNeeds = stackRule({
  name: "function-has-what-it-needs",
  concern: "least-privilege",
  description: "A function's role allows what its environment, mappings, destinations and settings make it do.",
  rationale:
    "What is missing fails at the first call, and behind a queue or in a failure path in silence: the mapping stops, the dead letters stay empty, traces do not come.",
  remediation:
    "Add the actions on the ARN of what is named, and the rights to its key through its service; or take the name away.",
  controls: ["least.missing-grants", "lambda.role"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // role-trusts-its-user reports it
      const statements = roleStatements(stack, role).map(({ statement }) => statement);
      for (const need of needsOf(stack, lambda)) {
        const missing = missingOf(statements, need);
        if (missing.length === 0) continue;
        const wanted = `${missing.join(need.enough === "all" ? " and " : " or ")} for ${need.because}`;
        report(lambda, "role", `no such right on ${need.arns[0]}`, wanted);
      }
      for (const need of keyNeedsOf(stack, lambda)) {
        const { action, keyArn, conditionKey, value, because } = need;
        if (allows(statements, action, keyArn, (statement) => answers(statement, need))) continue;
        const wanted = `${action} with StringEquals on ${conditionKey} of ${value}, for ${because}`;
        report(lambda, "role", `no such right to ${keyArn}`, wanted);
      }
    });
  },
});

function missingOf(statements: readonly Statement[], { arns, needs, enough }: Need): readonly string[] {
  const missing = needs.filter((action) => !arns.some((arn) => allows(statements, action, arn)));
  return enough === "one" && missing.length < needs.length ? [] : missing;
}

export const functionDoesDataOnly = stackRule({
  name: "function-does-data-only",
  concern: "least-privilege",
  description: "A function reads and writes data item by item, message by message; it manages nothing.",
  rationale:
    "Code that handles strangers' input must not be able to drop a table, empty a queue, read a whole store, change permissions or tags: access level Write alone holds PutItem and DeleteTable.",
  remediation:
    "Grant the exact data action, or write the action that is really used into the parameter 'actions', with the reason.",
  controls: ["lambda.role", "iam.escalation"],
  severity: "critical",
  parameters: {
    actions: z
      .array(z.string())
      .default([...functionActions()])
      .describe("all that roles of functions may hold"),
  },
  async check(stack, { each, report, parameters }) {
    const known = new Set(parameters.actions.map((action) => action.toLowerCase()));
    await each(functionsOf(stack), async (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // role-trusts-its-user reports it
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        for (const pattern of statement.actions) {
          const property = `${statement.path}.Action`;
          for (const action of await actionsFor(pattern)) {
            const manages = action.permissionsManagement || action.tagging;
            if (!manages && known.has(action.name.toLowerCase())) continue;
            report(bearer, property, action.name, "an action on single items or messages");
          }
        }
      }
    });
  },
});
