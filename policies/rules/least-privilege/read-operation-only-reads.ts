import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { usableTypes } from "../../iam/named-resources";
import { pipelineOf } from "../../iam/pipelines";
import { actionsFor } from "../../iam/reference";
import { roleStatements } from "../../iam/roles";
import { calleeOf, functionsOf, roleOf } from "../../wiring/functions";

export const readOperationOnlyReads = stackRule({
  name: "read-operation-only-reads",
  concern: "least-privilege",
  description: "A function that only serves GET requests, or authorizes requests, changes nothing in its pipeline.",
  rationale:
    "GET is safe by the rules of HTTP and is repeated, cached and linked to freely; one function per operation is there so that the reading ones cannot write.",
  remediation: "Remove the writing action from the role, or serve the request by another method.",
  controls: ["lambda.role", "least.unused-grants"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), async (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined || !onlyReads(stack, lambda)) return;
      for (const { bearer, statement } of roleStatements(stack, role)) {
        if (statement.effect !== "Allow") continue;
        const own = statement.resources.flatMap((resource) => ownResource(stack, lambda, resource));
        if (own.length === 0) continue;
        const writing = (await Promise.all(statement.actions.map(actionsFor))).flat().filter(({ reads }) => !reads);
        for (const { name } of writing) {
          report(bearer, `${statement.path}.Action`, name, "actions that only read");
        }
      }
    });
  },
});

/** Whether the function is called by an API, for GET, HEAD or authorization, and by nothing else. */
function onlyReads(stack: Stack, lambda: Resource): boolean {
  const calls = (subject: Resource, property: string) => calleeOf(stack, subject, property)?.function === lambda;
  const permissions = stack.ofType("aws:lambda/permission:Permission").filter((one) => calls(one, "function"));
  const mappings = stack.ofType("aws:lambda/eventSourceMapping:EventSourceMapping");
  if (permissions.length === 0 || mappings.some((one) => calls(one, "functionName"))) return false;
  return permissions.every((one) =>
    /^arn:[^:]+:execute-api:[^/]+\/(authorizers|[^/]+\/(GET|HEAD))\//.test(one.text("sourceArn") ?? ""),
  );
}

/** What the function's own pipeline keeps; what lies across the border has a rule of its own. */
function ownResource(stack: Stack, lambda: Resource, resource: string): readonly Resource[] {
  const arn = resource.replace(/\/index\/[^/]*$/, "");
  return stack.holding(arn, ...usableTypes).filter((owner) => pipelineOf(stack, owner) === pipelineOf(stack, lambda));
}
