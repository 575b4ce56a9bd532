import { whyIrrelevant } from "../irrelevant";
import { kindOf } from "../kinds";
import { type Generator, label, leaves, pathText, shortType, withValue } from "../mutation";

/** Every switch of every resource is turned. */
export const flips: Generator = (resources) =>
  resources.flatMap((resource) => {
    const type = shortType(resource);
    return Object.entries(resource.inputs)
      .filter(([property]) => property !== "body" && property !== "dashboardBody" && !whyIrrelevant(type, property))
      .flatMap(([property, value]) => leaves(value, [property]))
      .filter(({ value }) => typeof value === "boolean")
      .map(({ path, value }) => ({
        id: `${label(resource)}: ${pathText(path)} turned to ${!value}`,
        kind: kindOf(type, String(path[0])),
        group: `${type}: ${pathText(path, true)} turned to ${!value}`,
        apply: (all: typeof resources) => withValue(all, resource, path, !value),
      }));
  });
