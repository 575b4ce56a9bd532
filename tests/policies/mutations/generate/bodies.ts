import type { Resource } from "../../../../program/policies/requests";
import { isRecord } from "../../../../values/is-record";
import { kindOf } from "../kinds";
import { type Generator, label, type Mutation, parsedJson, pathText, shortType, withValue } from "../mutation";

/** The OpenAPI document of each API loses what keeps callers out, and each dashboard what makes it show something. */
export const bodies: Generator = (resources) =>
  resources.flatMap((resource) => [
    ...matching(
      resource,
      "body",
      (path, key) =>
        key === "security" ||
        key === "x-amazon-apigateway-request-validator" ||
        key === "x-amazon-apigateway-authorizer" ||
        key === "x-amazon-apigateway-integration" ||
        (key === "required" && path.includes("schemas")) ||
        (key === "schema" && path.includes("requestBody")),
    ).flatMap((path) => [change(resource, path, "dropped", undefined)]),
    ...matching(
      resource,
      "body",
      (path, key) => key === "uri" && path.includes("x-amazon-apigateway-integration"),
    ).flatMap((path) => [
      change(resource, path, "without the alias", (uri) => uri.replace(/:[A-Za-z]+\/invocations$/, "/invocations")),
      change(resource, path, "to another function", (uri) =>
        uri.replace(/function:[^:/]+/, "function:orders-other-prod"),
      ),
    ]),
    ...matching(resource, "dashboardBody", (path, key) => key === "region" && path.includes("properties")).flatMap(
      (path) => [change(resource, path, "dropped", undefined)],
    ),
    ...matching(resource, "dashboardBody", (path, key) => key === 1 && path.includes("metrics")).flatMap((path) => [
      change(resource, path, "mistyped", (name) => `${name}x`),
    ]),
  ]);

function change(
  resource: Resource,
  path: readonly (string | number)[],
  how: string,
  next: ((value: string) => string) | undefined,
): Mutation {
  const type = shortType(resource);
  return {
    id: `${label(resource)}: ${pathText(path)} ${how}`,
    kind:
      how === "dropped" && path[0] === "body" ? kindOf(type, "body") : path[0] === "body" ? "wiring" : "observability",
    group: `${type}: ${path[0]} ${String(path.at(-1))} ${how}`,
    apply: (all) =>
      withValue(all, resource, path, next === undefined ? undefined : next(String(at(resource.inputs, path)))),
  };
}

/** Paths, through the JSON text in a property, of the keys that fit. */
function matching(
  resource: Resource,
  property: string,
  fits: (path: readonly (string | number)[], key: string | number) => boolean,
): readonly (readonly (string | number)[])[] {
  const text = resource.inputs[property];
  if (typeof text !== "string") return [];
  const found: (readonly (string | number)[])[] = [];
  const visit = (value: unknown, path: readonly (string | number)[]) => {
    const entries: [string | number, unknown][] = Array.isArray(value)
      ? value.map((item: unknown, index) => [index, item])
      : isRecord(value)
        ? Object.entries(value)
        : [];
    for (const [key, item] of entries) {
      const here = [...path, key];
      if (fits(path, key) && (typeof item !== "string" || item !== "")) found.push(here);
      visit(item, here);
    }
  };
  visit(parsedJson(text), [property]);
  return found;
}

function at(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined) return value;
  const target = typeof value === "string" ? parsedJson(value) : value;
  return at(Reflect.get(Object(target), key), rest);
}
