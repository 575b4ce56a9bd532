import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { namedByEnvironment, usableTypes } from "../../iam/named-resources";
import { pipelineOf } from "../../iam/pipelines";
import { actionsFor } from "../../iam/reference";
import { allows, roleStatements } from "../../iam/roles";
import { fields } from "../../wiring/api-document";
import { calleeOf, environmentOf, functionsOf, roleOf } from "../../wiring/functions";

export const indexesAreGrantedByName = stackRule({
  name: "indexes-are-granted-by-name",
  concern: "least-privilege",
  description:
    "An index that a function's environment names exists, holds whole items, and may be queried by the function.",
  rationale:
    "A right on the table is none on its index: each query is refused. An index of another name is refused too, and one with keys only answers with half an order.",
  remediation:
    "Name an index of the function's table in the variable, grant dynamodb:Query on its ARN, and give it projectionType ALL.",
  controls: ["least.missing-grants", "protection.table-keys"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), (lambda) => {
      for (const [variable, found] of environmentOf(lambda)) {
        if (!variable.endsWith("INDEX_NAME")) continue;
        const property = `environment.variables.${variable}`;
        const tables = namedByEnvironment(stack, lambda).filter(
          ({ resource }) => resource.type === awsTypes.dynamodb.table,
        );
        const [index] = tables.flatMap(({ resource }) => indexNamed(resource, found));
        if (index === undefined) {
          report(lambda, property, found, "an index of a table that the environment names");
          continue;
        }
        if (index.projection !== "ALL") {
          const wanted = `ALL, for '${lambda.name}' reads it`;
          report(index.table, `${found}.projectionType`, index.projection, wanted);
        }
        const role = roleOf(stack, lambda);
        if (role === undefined) continue; // role-trusts-its-user reports it
        const statements = roleStatements(stack, role).map(({ statement }) => statement);
        const arn = `${index.table.text("arn")}/index/${found}`;
        if (allows(statements, "dynamodb:Query", arn) || allows(statements, "dynamodb:Scan", arn)) continue;
        report(lambda, "role", `no such right on ${arn}`, "dynamodb:Query");
      }
    });
  },
});

function indexNamed(table: Resource, name: string) {
  const indexes = [...table.list("globalSecondaryIndexes"), ...table.list("localSecondaryIndexes")].map(fields);
  return indexes.filter((index) => index?.name === name).map((index) => ({ table, projection: index?.projectionType }));
}

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

/** Whether only an API calls the function, and only for GET, HEAD or authorization. */
function onlyReads(stack: Stack, lambda: Resource): boolean {
  const calls = (resource: Resource, property: string) => calleeOf(stack, resource, property)?.function === lambda;
  const permissions = stack.ofType(awsTypes.lambda.permission).filter((one) => calls(one, "function"));
  const mappings = stack.ofType(awsTypes.lambda.eventSourceMapping);
  if (permissions.length === 0 || mappings.some((one) => calls(one, "functionName"))) return false;
  return permissions.every((one) =>
    /^arn:[^:]+:execute-api:[^/]+\/(authorizers|[^/]+\/(GET|HEAD))\//.test(one.text("sourceArn") ?? ""),
  );
}

/** Resources of the function's own pipeline; grants across pipelines have a rule of their own. */
function ownResource(stack: Stack, lambda: Resource, resource: string): readonly Resource[] {
  const arn = resource.replace(/\/index\/[^/]*$/, "");
  return stack.holding(arn, ...usableTypes).filter((owner) => pipelineOf(stack, owner) === pipelineOf(stack, lambda));
}
