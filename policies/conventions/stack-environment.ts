import { member } from "../../values/member";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/**
 * A tag of a resource: its own, or else one that the provider's default tags give it, which stand in `tagsAll`.
 *
 * @throws {UnknownValue}
 */
export function tagOf(resource: Resource, name: string): string | undefined {
  return tagIn(resource.value("tags"), name) ?? tagIn(resource.value("tagsAll"), name);
}

/**
 * The environment of a stack: what most of its resources carry in their tag `Environment`; undefined when none carries it.
 * A name ends with it as well, so that a stack which is wrong as a whole is found by its names.
 */
export function environmentOf(stack: Stack): string | undefined {
  const counts = new Map<string, number>();
  for (const { raw } of stack.resources) {
    // Without a complaint about what is not known yet: others tell the environment as well.
    const value = tagIn(raw.props.tags, "Environment") ?? tagIn(raw.props.tagsAll, "Environment");
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0];
}

function tagIn(tags: unknown, name: string): string | undefined {
  // By its own key and not by path, for a tag's name may hold dots.
  const value: unknown = member(tags, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
