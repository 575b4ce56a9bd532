import { resourceRule } from "../../engine/define";
import { documentOf, type Fields, fields, isPreflight, type Operation, operationsOf } from "../../wiring/api-document";
import { types } from "../../wiring/types";

const named = "x-amazon-apigateway-request-validator";

export const apiRequestsValidated = resourceRule({
  name: "api-requests-validated",
  concern: "reliability",
  description: "Every operation of a REST API has a validator with something to validate.",
  rationale:
    "A validator without model and required parameters lets everything pass: what is malformed then costs a call, and tests the function's patience. Source: API Gateway's guide on request validation.",
  remediation:
    "Name a validator of the document that checks body and parameters; give bodies a schema that asks for an object or for properties, and mark path parameters as required.",
  controls: ["api.validation"],
  severity: "medium",
  types: [types.restApi],
  check(api, { report }) {
    const document = documentOf(api);
    if (document === undefined) return;
    const validators = fields(document["x-amazon-apigateway-request-validators"]) ?? {};
    for (const operation of operationsOf(document)) {
      if (isPreflight(operation)) continue;
      const { definition, path } = operation;
      const name = definition[named] ?? document[named];
      const validator = fields(validators[String(name)]);
      const bodied = ["POST", "PUT", "PATCH"].includes(operation.method);
      if (validator?.validateRequestParameters !== true || (bodied && validator.validateRequestBody !== true))
        report(api, `${path}.${named}`, name, "a validator of body and parameters");
      for (const missing of placeholders(operation).filter((key) => !isRequired(operation, document, key))) {
        const wanted = `'${missing}' in path, required`;
        report(api, `${path}.parameters`, definition.parameters, wanted);
      }
      if (bodied && !hasModel(definition, document)) {
        const wanted = "a required application/json body whose schema is an object or has required properties";
        report(api, `${path}.requestBody`, definition.requestBody, wanted);
      }
    }
    for (const { property, name } of requiredProblems(document)) {
      report(api, property, name, "a property that the schema has: else no request can be right");
    }
  },
});

/** The parameters in a route: `orderId` of `/orders/{orderId}`. */
function placeholders({ route }: Operation): readonly string[] {
  return [...route.matchAll(/\{([^}+]+)\+?\}/g)].flatMap(([, name]) => name ?? []);
}

function isRequired({ definition }: Operation, document: Fields, name: string): boolean {
  const parameters = Array.isArray(definition.parameters) ? definition.parameters : [];
  return parameters
    .map((parameter: unknown) => resolved(document, parameter))
    .some((parameter) => parameter?.name === name && parameter.in === "path" && parameter.required === true);
}

function hasModel(definition: Fields, document: Fields): boolean {
  const body = resolved(document, definition.requestBody);
  const schema = resolved(document, fields(fields(body?.content)?.["application/json"])?.schema);
  const required = schema?.required;
  const asks = schema?.type === "object" || (Array.isArray(required) && required.length > 0);
  return body?.required === true && asks;
}

/** The object, or the one of the document that it refers to. */
function resolved(document: Fields, value: unknown): Fields | undefined {
  const reference = fields(value)?.$ref;
  if (typeof reference !== "string") return fields(value);
  let found: unknown = document;
  for (const key of reference.replace(/^#\//, "").split("/")) found = fields(found)?.[key];
  return fields(found);
}

/** Required properties that a schema of the document does not have. */
function requiredProblems(document: Fields): readonly { readonly property: string; readonly name: string }[] {
  return Object.entries(fields(fields(document.components)?.schemas) ?? {}).flatMap(([schema, value]) => {
    const { required, properties } = fields(value) ?? {};
    if (!Array.isArray(required) || fields(properties) === undefined) return [];
    const missing = required.filter((name: unknown) => !(String(name) in Object(properties)));
    return missing.map((name: unknown) => ({
      property: `body.components.schemas.${schema}.required`,
      name: String(name),
    }));
  });
}
