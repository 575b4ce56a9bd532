import { dayText } from "../../../policies/engine/day";
import { type Finding, judgeResource, judgeStack } from "../../../policies/engine/judge";
import { type RawResource, Resource } from "../../../policies/engine/resource";
import type { Rule } from "../../../policies/engine/rule";
import { levelOf, readSettings } from "../../../policies/engine/settings";
import { Stack } from "../../../policies/engine/stack";
import { dayOfConfigs, type PackConfig } from "../../../program/policies/config";
import type { Resource as DeclaredResource } from "../../../program/policies/requests";
import { remembered } from "../../../values/remembered";

/** Resources in the form that rules judge, without an analyzer between: for tests that judge thousands of variants. */
export interface Judged {
  /** By their inputs: what rules over single resources see. */
  readonly resources: readonly Resource[];
  /** By their states: what rules over the stack see. */
  readonly stack: Stack;
}

/** @param changed the resources that rules over single resources look at. Default: all */
export function judgedFrom(
  resources: readonly DeclaredResource[],
  changed: readonly DeclaredResource[] = resources,
): Judged {
  return {
    resources: changed.map((resource) => new Resource(raw(resource, resource.inputs))),
    stack: new Stack(resources.map(stateOf)),
  };
}

/** What one rule says, with its part of the pack's configuration for a stack. */
export async function findingsOf(
  rule: Rule,
  { resources, stack }: Judged,
  config: PackConfig = {},
): Promise<readonly Finding[]> {
  const { [rule.name]: given = {} } = config;
  const { enforcementLevel: level = levelOf(rule), ...values } =
    typeof given === "string" ? { enforcementLevel: given } : given;
  if (level === "disabled") return [];
  // Nothing in a configuration expires while its stack is judged here.
  const today = dayOfConfigs([config]) ?? day;
  const judging = {
    settings: readSettings(rule, values, { level: level === "remediate" ? "mandatory" : level, today }),
    today,
  };
  if (rule.judgeStack !== undefined) return await judgeStack(rule, stack, judging);
  return (await Promise.all(resources.map((resource) => judgeResource(rule, resource, judging)))).flat();
}

const day = dayText(new Date());
const states = new WeakMap<DeclaredResource, Resource>();

/** A resource that a variant leaves as it is has been read once for all variants. */
function stateOf(resource: DeclaredResource): Resource {
  return remembered(states, resource, () => new Resource(raw(resource, resource.state)));
}

function raw(resource: DeclaredResource, props: Readonly<Record<string, unknown>>): RawResource {
  const { urn, type, name, parent, dependencies, propertyDependencies, protect, ignoreChanges } = resource;
  const { deleteBeforeReplace: first } = resource;
  const options = { protect, ignoreChanges, ...(first !== undefined && { deleteBeforeReplace: first }) };
  return { urn, type, name, props, parent, dependencies, propertyDependencies, options };
}
