import type { Resource } from "../../../../program/policies/requests";
import { isRecord } from "../../../../values/is-record";
import { type Generator, label, type Mutation, parsedJson, shortType, withValue } from "../mutation";

/** Each statement of each policy is widened in every way that people do it, loses each of its conditions, and is lost itself. */
export const statements: Generator = (resources) =>
  resources.flatMap((resource) => {
    const properties = ["policy", "assumeRolePolicy"].filter(
      (property) => typeof resource.inputs[property] === "string",
    );
    return properties.flatMap((property) => policyMutations(resource, property));
  });

function policyMutations(resource: Resource, property: string): readonly Mutation[] {
  const document = parsedJson(String(resource.inputs[property]));
  const list = isRecord(document) && Array.isArray(document.Statement) ? document.Statement : [];
  return list.flatMap((statement: unknown, index) => {
    if (!isRecord(statement)) return [];
    return changes(statement).map(({ how, path, value }) => ({
      id: `${label(resource)}: ${property}.Statement[${index}] ${how}`,
      kind: "grant" as const,
      group: `${shortType(resource)}: ${property} ${how}`,
      apply: (all: readonly Resource[]) => withValue(all, resource, [property, "Statement", index, ...path], value),
    }));
  });
}

interface Change {
  readonly how: string;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

function changes(statement: Readonly<Record<string, unknown>>): readonly Change[] {
  const actions = [statement.Action].flat().map(String);
  const services = [...new Set(actions.map((action) => action.split(":")[0] ?? ""))];
  const resources = [statement.Resource].flat();
  const denies = statement.Effect === "Deny";
  return [
    { how: "lost", path: [], value: undefined },
    ...(denies
      ? [{ how: "turned to Allow", path: ["Effect"], value: "Allow" }]
      : [
          ...services.map((service) => ({
            how: `with ${service}:* as well`,
            path: ["Action"],
            value: [...actions, `${service}:*`],
          })),
          { how: "with every action", path: ["Action"], value: "*" },
          ...("Resource" in statement && !resources.includes("*")
            ? [{ how: "on every resource", path: ["Resource"], value: "*" }]
            : []),
        ]),
    ...("Principal" in statement && statement.Principal !== "*" && !denies
      ? [{ how: "for everybody", path: ["Principal"], value: "*" }]
      : []),
    ...conditionChanges(statement.Condition),
  ];
}

function conditionChanges(conditions: unknown): readonly Change[] {
  if (!isRecord(conditions)) return [];
  const keys = Object.entries(conditions).flatMap(([operator, of]) =>
    isRecord(of) ? Object.keys(of).map((key) => ({ operator, key })) : [],
  );
  return [
    { how: "without its conditions", path: ["Condition"], value: undefined },
    ...keys.flatMap(({ operator, key }) => [
      { how: `without the condition on ${key}`, path: ["Condition", operator, key], value: undefined },
      {
        how: `with any value of ${key}`,
        path: ["Condition"],
        value: { ...conditions, [operator]: undefined, StringLike: { [key]: "*" } },
      },
    ]),
  ];
}
