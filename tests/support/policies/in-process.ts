import type { PackConfig } from "../../../local/policies/config";
import type { Resource } from "../../../local/policies/requests";
import { type Finding, judgeResource, judgeStack } from "../../../policies/engine/judge";
import type { Rule } from "../../../policies/engine/rule";
import { readSettings } from "../../../policies/engine/settings";
import { Stack } from "../../../policies/engine/stack";
import { type RawResource, Subject } from "../../../policies/engine/subject";

/** Resources in the form that rules judge, without an analyzer between: for tests that judge thousands of variants. */
export interface Judged {
  /** By their inputs: what rules over single resources see. */
  readonly subjects: readonly Subject[];
  /** By their states: what rules over the stack see. */
  readonly stack: Stack;
}

/** @param changed the resources that rules over single resources look at. Default: all */
export function judgedFrom(resources: readonly Resource[], changed: readonly Resource[] = resources): Judged {
  return {
    subjects: changed.map((resource) => new Subject(raw(resource, resource.inputs))),
    stack: new Stack(resources.map((resource) => raw(resource, resource.state))),
  };
}

/** What one rule says, with its part of the pack's configuration for a stack. */
export async function findingsOf(
  rule: Rule,
  { subjects, stack }: Judged,
  config: PackConfig = {},
): Promise<readonly Finding[]> {
  const given = config[rule.name] ?? {};
  if (given === "disabled") return [];
  const { enforcementLevel: _, ...settings } = typeof given === "string" ? { enforcementLevel: given } : given;
  const judging = { settings: readSettings(rule, settings), today: new Date().toISOString().slice(0, 10) };
  if (rule.judgeStack !== undefined) return await judgeStack(rule, stack, judging);
  return (await Promise.all(subjects.map((subject) => judgeResource(rule, subject, judging)))).flat();
}

function raw(resource: Resource, props: Readonly<Record<string, unknown>>): RawResource {
  const { urn, type, name, parent, dependencies, propertyDependencies, protect, ignoreChanges } = resource;
  return { urn, type, name, props, parent, dependencies, propertyDependencies, options: { protect, ignoreChanges } };
}
