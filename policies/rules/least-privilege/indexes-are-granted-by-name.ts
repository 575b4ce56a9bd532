import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { namedByEnvironment } from "../../iam/named-resources";
import { allows, roleStatements } from "../../iam/roles";
import { fields } from "../../wiring/api-document";
import { environmentOf, functionsOf, roleOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

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
        const tables = namedByEnvironment(stack, lambda).filter(({ resource }) => resource.type === types.table);
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
        if (role === undefined) continue; // another rule wants one
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
