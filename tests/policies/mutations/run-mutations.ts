import type { Resource } from "../../../local/policies/requests";
import { judgeResource, judgeStack } from "../../../policies/engine/judge";
import type { Rule } from "../../../policies/engine/rule";
import { readSettings } from "../../../policies/engine/settings";
import { Stack } from "../../../policies/engine/stack";
import { type RawResource, Subject } from "../../../policies/engine/subject";
import { allRules } from "../../../policies/rules/all";
import type { Mutation } from "./mutation";

/** What came of a mutation. */
export interface Outcome {
  readonly mutation: Mutation;
  /** The first rule that found it; undefined when none did: it survived. */
  readonly rule: Rule | undefined;
  /** What the rule said. */
  readonly message: string;
}

/** Applies each mutation by itself, and looks for a rule that catches it; the one that caught the last of its group is asked first. */
export async function runMutations(
  resources: readonly Resource[],
  mutations: readonly Mutation[],
): Promise<readonly Outcome[]> {
  const known = new Map<string, Rule>();
  const outcomes: Outcome[] = [];
  for (const mutation of mutations) {
    const first = known.get(mutation.group);
    const order = first === undefined ? allRules : [first, ...allRules.filter((rule) => rule !== first)];
    const outcome = await judgeMutation(resources, mutation, order);
    if (outcome.rule !== undefined) known.set(mutation.group, outcome.rule);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function judgeMutation(
  resources: readonly Resource[],
  mutation: Mutation,
  rules: readonly Rule[],
): Promise<Outcome> {
  const mutated = mutation.apply(resources);
  const changed = mutated.filter((resource) => !resources.includes(resource));
  const subjects = changed.map((resource) => new Subject(raw(resource, resource.inputs)));
  const stack = new Stack(mutated.map((resource) => raw(resource, resource.state)));
  for (const rule of rules) {
    const judging = { settings: readSettings(rule, {}), today: new Date().toISOString().slice(0, 10) };
    const findings =
      rule.judgeStack === undefined
        ? (await Promise.all(subjects.map((subject) => judgeResource(rule, subject, judging)))).flat()
        : await judgeStack(rule, stack, judging);
    const violation = findings.find(({ kind }) => kind === "violation");
    if (violation !== undefined) return { mutation, rule, message: violation.message };
  }
  return { mutation, rule: undefined, message: "" };
}

function raw(resource: Resource, props: Readonly<Record<string, unknown>>): RawResource {
  const { urn, type, name, parent, dependencies, propertyDependencies, protect, ignoreChanges } = resource;
  return { urn, type, name, props, parent, dependencies, propertyDependencies, options: { protect, ignoreChanges } };
}
