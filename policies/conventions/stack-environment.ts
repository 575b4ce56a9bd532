import { member } from "../../values/member";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/**
 * A tag of a resource: its own, or one of the provider's default tags, which Pulumi puts into `tagsAll`.
 *
 * @throws {UnknownValue}
 */
export function tagOf(resource: Resource, name: string): string | undefined {
  return tagIn(resource.value("tags"), name) ?? tagIn(resource.value("tagsAll"), name);
}

/**
 * The environment of a stack: the value of the tag `Environment` that most of its resources carry; undefined when none carries it.
 * Names end with the environment as well, so a stack in which every tag is wrong is still found by its names.
 */
export function environmentOf(stack: Stack): string | undefined {
  const counts = new Map<string, number>();
  for (const { raw } of stack.resources) {
    // A tag whose value is unknown is skipped without a finding: the other resources show the environment too.
    const value = tagIn(raw.props.tags, "Environment") ?? tagIn(raw.props.tagsAll, "Environment");
    if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0];
}

function tagIn(tags: unknown, name: string): string | undefined {
  // Read by key, not by path: a tag's name may contain dots, which a path would split.
  const value: unknown = member(tags, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
