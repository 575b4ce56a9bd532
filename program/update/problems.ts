import { affectedBy } from "../../aws/replacement/replacement";
import { planUpdate, replacementOf, type StackResource, type Step } from "./plan";

/** What a change does that nobody asked for, worst first. */
export const problemKinds = [
  /** Data, messages or logs go with a resource. */
  "loses data",
  /** What is wanted is gone at the end: AWS took the new resource for the old one, which is then deleted. */
  "deletes the new one",
  /** AWS refuses the new one while the old one has its name: the update stops, and nothing of the old one is lost. */
  "refused by AWS",
  /** The old one is protected: Pulumi does nothing at all. */
  "refused in the preview",
  /** The old one stays in AWS, outside the stack, and keeps its name: it comes back by an import only. */
  "left in AWS",
  /** Somebody has to confirm or to verify again. */
  "asks people",
  /** Calls, events or email fail or wait while there is none. */
  "interrupts",
] as const;

export type ProblemKind = (typeof problemKinds)[number];

/** One problem with one resource. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly type: string;
  /** Logical name of the resource that has it: the old one, or the one that cannot be made. */
  readonly name: string;
}

/**
 * Every problem that an update from `deployed` to `declared` would have: first what ends, then names. An update that is refused does
 * nothing of the rest.
 */
export function updateProblems(
  deployed: readonly StackResource[],
  declared: readonly StackResource[],
): readonly Problem[] {
  return problemsOf(planUpdate(deployed, declared));
}

/** The problems of an update that is planned already. */
export function problemsOf(steps: readonly Step[]): readonly Problem[] {
  const holders = holdersOf(steps);
  const clashes = steps.flatMap((step) => nameProblems(step, holders));
  const refused = new Set(clashes.flatMap(({ kind, holder }) => (kind === "refused by AWS" ? [holder.urn] : [])));
  const ends = steps.flatMap((step) => endProblems(step, refused));
  return [...ends, ...clashes.map(({ kind, type, name }) => ({ kind, type, name }))];
}

/**
 * What goes with the old resource.
 *
 * @param refused URNs of old resources whose name a new one wants in vain: the update stops before they are deleted
 */
function endProblems(step: Step, refused: ReadonlySet<string>): readonly Problem[] {
  if (step.operation !== "delete" && step.operation !== "replace") return [];
  const { before } = step;
  const problem = (kind: ProblemKind): readonly Problem[] => [{ kind, type: before.type, name: before.name }];
  if (before.protect) return problem("refused in the preview");
  if (before.retainOnDelete) return problem("left in AWS");
  if (refused.has(before.urn)) return [];
  const affected = affectedBy(before.type, replacementOf(before), before.inputs);
  if (affected === "data") return problem("loses data");
  if (affected === "people" && step.operation === "replace") return problem("asks people");
  return affected === "traffic" && step.operation === "replace" && step.deleteFirst ? problem("interrupts") : [];
}

/** Who has a name when a new resource is made. */
interface Holder {
  readonly resource: StackResource;
  /** Whether it is deleted later in the same update. */
  readonly ends: boolean;
}

/** By identity: what is there while new resources are made. */
function holdersOf(steps: readonly Step[]): ReadonlyMap<string, Holder> {
  const found = new Map<string, Holder>();
  const add = (resource: StackResource, ends: boolean) => {
    const identity = identityOf(resource);
    if (identity !== undefined) found.set(identity, { resource, ends });
  };
  for (const step of steps) {
    if (step.operation === "same" || step.operation === "update") add(step.after, false);
    else if (step.operation === "delete") add(step.before, !step.before.retainOnDelete);
    else if (step.operation === "replace" && (!step.deleteFirst || step.before.retainOnDelete))
      add(step.before, !step.before.retainOnDelete);
  }
  return found;
}

/** Who else has the new resource's name. */
function nameProblems(
  step: Step,
  holders: ReadonlyMap<string, Holder>,
): readonly (Problem & { readonly holder: StackResource })[] {
  if (step.operation !== "create" && step.operation !== "replace") return [];
  const { after } = step;
  const identity = hasNewStream(step) ? undefined : identityOf(after);
  const holder = identity === undefined ? undefined : holders.get(identity);
  if (holder === undefined) return [];
  const { sameName } = replacementOf(after);
  const isTaken =
    sameName === "taken" ||
    (sameName === "adopted" && JSON.stringify(holder.resource.inputs) !== JSON.stringify(after.inputs));
  const { type, name } = after;
  if (isTaken) return [{ kind: "refused by AWS", type, name, holder: holder.resource }];
  return holder.ends ? [{ kind: "deletes the new one", type, name, holder: holder.resource }] : [];
}

/** Whether it reads the stream of a table that is replaced: another stream, under another ARN, though the program's value is not known yet. */
function hasNewStream(step: Step): boolean {
  if (step.operation !== "replace") return false;
  return step.by.some((input) => {
    const value = step.after.inputs[input];
    return typeof value === "string" && value.includes("/stream/") && value === step.before.inputs[input];
  });
}

/** What AWS knows a resource by; undefined where it is made up, and so never there twice. */
function identityOf(resource: StackResource): string | undefined {
  const { identity } = replacementOf(resource);
  const values = identity.map((input) => resource.inputs[input] ?? null);
  return values.every((value) => value === null) ? undefined : JSON.stringify([resource.type, ...values]);
}
