import { expiryInputs } from "../../aws/replacement/replacement";
import { awsTypes, classOf } from "../../aws/resource-types";
import { planUpdate, type StackResource, type Step } from "../../program/update/plan";
import { type ProblemKind, problemKinds, problemsOf } from "../../program/update/problems";
import { outsideVersion } from "../delivery/rollout-notes";

/** What an update does, by types as programs write them. */
export interface Effect {
  readonly created: readonly string[];
  readonly deleted: readonly string[];
  readonly replaced: readonly string[];
  /** Resources that are updated in place. */
  readonly updated: number;
  /** Of each kind, the types that have it. */
  readonly problems: Readonly<Partial<Record<ProblemKind, readonly string[]>>>;
  /** Functions that get a new version: it is called at once, or waits for the roll-out. */
  readonly newVersions: number;
  /** Types whose resources keep things for another time. */
  readonly expiries: readonly string[];
}

/** What an update from `deployed` to `declared` does. */
export function effectOf(deployed: readonly StackResource[], declared: readonly StackResource[]): Effect {
  const steps = planUpdate(deployed, declared);
  const types = (operation: Step["operation"]) =>
    unique(steps.flatMap((step) => (step.operation === operation ? [classOf(subjectOf(step).type)] : [])));
  const updated = steps.flatMap((step) => (step.operation === "update" ? [step] : []));
  const all = problemsOf(steps);
  const refused = all.filter(({ kind }) => kind === "refused in the preview");
  // Then nothing else happens.
  const problems = refused.length > 0 ? refused : all;
  return {
    created: types("create"),
    deleted: types("delete"),
    replaced: types("replace"),
    updated: updated.length,
    problems: byKind((kind) => unique(problems.flatMap((each) => (each.kind === kind ? [classOf(each.type)] : [])))),
    newVersions: updated.filter(
      ({ after, changed }) =>
        after.type === awsTypes.lambda.function && changed.some((input) => !outsideVersion.includes(input)),
    ).length,
    expiries: unique(
      updated.flatMap(({ after, changed }) =>
        changed.includes(expiryInputs[after.type] ?? "") ? [classOf(after.type)] : [],
      ),
    ),
  };
}

/** What any of these does. */
export function together(effects: readonly Effect[]): Effect {
  const all = (of: (effect: Effect) => readonly string[]) => unique(effects.flatMap(of));
  return {
    created: all(({ created }) => created),
    deleted: all(({ deleted }) => deleted),
    replaced: all(({ replaced }) => replaced),
    updated: Math.max(0, ...effects.map((effect) => effect.updated)),
    problems: byKind((kind) => all(({ problems }) => problems[kind] ?? [])),
    newVersions: Math.max(0, ...effects.map(({ newVersions }) => newVersions)),
    expiries: all(({ expiries }) => expiries),
  };
}

/** Whether a resource begins or ends in it. */
export function touchesResources({ created, deleted, replaced }: Effect): boolean {
  return created.length + deleted.length + replaced.length > 0;
}

/** The types of each kind that has some. */
function byKind(of: (kind: ProblemKind) => readonly string[]): Effect["problems"] {
  return Object.fromEntries(
    problemKinds.map((kind) => [kind, of(kind)] as const).filter(([, types]) => types.length > 0),
  );
}

function subjectOf(step: Step): StackResource {
  return "after" in step ? step.after : step.before;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
