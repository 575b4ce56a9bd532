import type { Resource } from "../../../../program/policies/requests";
import { whyIrrelevant } from "../irrelevant";
import { kindOf } from "../kinds";
import { type Generator, label, leaves, pathText, shortType, withValue } from "../mutation";

/** Texts with a language of their own, which other generators take apart. */
const documents: ReadonlySet<string> = new Set(["policy", "assumeRolePolicy", "dashboardBody", "body", "tags"]);

/** Each property of each resource is taken away: as a whole, and leaf by leaf where it has parts. */
export const drops: Generator = (resources) => {
  const named = new Set(resources.flatMap(({ state }) => [state.arn, state.id, state.name, state.url]));
  return resources.flatMap((resource) => {
    const type = shortType(resource);
    const properties = Object.keys(resource.inputs).filter((property) => !whyIrrelevant(type, property));
    return properties.flatMap((property) => {
      const inner = documents.has(property) ? [] : leaves(resource.inputs[property], [property]);
      const paths = [[property], ...inner.map(({ path }) => path).filter((path) => path.length > 1)];
      return paths.map((path) => ({
        id: `${label(resource)}: ${pathText(path)} dropped`,
        kind: isSetting(resource, path, named) ? "settings" : kindOf(type, property),
        group: `${type}: ${pathText(path, true)} dropped`,
        apply: (all: typeof resources) => withValue(all, resource, path, undefined),
      }));
    });
  });
};

/** An environment variable whose value names no resource. */
function isSetting(resource: Resource, path: readonly (string | number)[], named: ReadonlySet<unknown>): boolean {
  const [property, part, variable] = path;
  if (property !== "environment" || part !== "variables" || variable === undefined) return false;
  const variables = Reflect.get(Object(resource.inputs.environment), "variables");
  return !named.has(Reflect.get(Object(variables), variable));
}
