import * as z from "zod";
import { stackRule } from "../../engine/define";
import { functionActions } from "../../iam/data-actions";
import { actionsFor } from "../../iam/reference";
import { roleStatements } from "../../iam/roles";
import { functionsOf, roleOf } from "../../wiring/functions";

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
      if (role === undefined) return; // another rule wants one
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
