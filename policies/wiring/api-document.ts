import { isRecord } from "../../values/is-record";
import type { Resource } from "../engine/resource";

/** One method of one path of an OpenAPI document. */
export interface Operation {
  /** Such as `body.paths./orders.post`: for messages. */
  readonly path: string;
  /** As in the URL: `/orders/{orderId}`. */
  readonly route: string;
  /** In capitals, as API Gateway names it in ARNs. */
  readonly method: string;
  readonly definition: Fields;
  /** The integration; undefined without one. */
  readonly integration: Fields | undefined;
}

/** An object whose values have not been checked. */
export type Fields = Readonly<Record<string, unknown>>;

const methods: ReadonlySet<string> = new Set([
  ...["get", "put", "post", "delete", "options", "head", "patch", "trace", "x-amazon-apigateway-any-method"],
]);

/** The OpenAPI document of a REST API; undefined when there is none or it cannot be parsed. @throws {UnknownValue} */
export function documentOf(api: Resource): Fields | undefined {
  return fields(api.json("body"));
}

/** Every operation of a document. */
export function operationsOf(document: Fields): readonly Operation[] {
  return Object.entries(fields(document.paths) ?? {}).flatMap(([route, item]) =>
    Object.entries(fields(item) ?? {})
      .filter(([method]) => methods.has(method))
      .map(([method, value]) => {
        const definition = fields(value) ?? {};
        return {
          path: `body.paths.${route}.${method}`,
          route,
          method: method.startsWith("x-") ? "*" : method.toUpperCase(),
          definition,
          integration: fields(definition["x-amazon-apigateway-integration"]),
        };
      }),
  );
}

/** Whether API Gateway answers an operation itself, as it does for a browser's preflight request. It runs no code and returns no data. */
export function isPreflight({ method, integration }: Operation): boolean {
  return method === "OPTIONS" && integration?.type === "mock";
}

/** A Lambda authorizer of a document. */
export interface Authorizer {
  /** Name of its security scheme. */
  readonly scheme: string;
  readonly path: string;
  readonly definition: Fields;
}

/** The security schemes from which API Gateway makes authorizers; a scheme for API keys is not one. */
export function authorizersOf(document: Fields): readonly Authorizer[] {
  const schemes = fields(fields(document.components)?.securitySchemes) ?? fields(document.securityDefinitions) ?? {};
  return Object.entries(schemes).flatMap(([scheme, value]) => {
    const definition = fields(fields(value)?.["x-amazon-apigateway-authorizer"]);
    const path = `body.components.securitySchemes.${scheme}`;
    return definition === undefined ? [] : [{ scheme, path, definition }];
  });
}

/** The value, if it is an object and not an array. */
export function fields(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}
