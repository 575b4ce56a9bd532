import { replacements } from "../../aws/replacement/all";
import type { Config } from "../../components/config/schema";
import { buildGraph, type GraphResource } from "../../program/graph/build-graph";
import { asConfigText, type Example, examples } from "./examples";

/** Types that Pulumi would replace when these settings change to their examples, from another value (dev's where none is listed). */
export async function replacedBy(settings: readonly (keyof Config)[]): Promise<ReadonlySet<string>> {
  const before = new Map((await graphWith(settings, ({ other }) => other)).map((resource) => [resource.urn, resource]));
  const after = await graphWith(settings, ({ value }) => value);
  return new Set(after.filter((resource) => isReplaced(before.get(resource.urn), resource)).map(({ type }) => type));
}

/** Named resources that keep their name when a setting changes, by type, and how many named ones there are. */
export async function keptNames(
  setting: keyof Config,
): Promise<{ readonly types: ReadonlySet<string>; readonly all: number }> {
  const nameOf = ({ type, inputs }: GraphResource) => `${type} ${String(inputs.name)}`;
  const before = new Set((await graphWith([setting], ({ other }) => other)).map(nameOf));
  const after = (await graphWith([setting], ({ value }) => value)).filter(({ inputs }) => inputs.name !== undefined);
  const kept = after.filter((resource) => before.has(nameOf(resource)));
  return { types: new Set(kept.map(({ type }) => type)), all: after.length };
}

function graphWith(settings: readonly (keyof Config)[], pick: (example: Example) => unknown): Promise<GraphResource[]> {
  const values = settings.flatMap((key) => {
    const value = pick(examples[key]);
    const extra = settings.length === 1 ? Object.entries(examples[key].beside ?? {}) : [];
    return value === undefined ? extra : [...extra, [key, asConfigText(value)] as const];
  });
  return buildGraph("dev", Object.fromEntries(values));
}

function isReplaced(before: GraphResource | undefined, after: GraphResource): boolean {
  if (before === undefined) return false;
  return (replacements[after.type]?.replacedBy ?? []).some((input) => {
    const [old, now] = [JSON.stringify(before.inputs[input]), JSON.stringify(after.inputs[input])];
    // Graphs hide secrets; the example of a setting changes each secret that it sets.
    return old !== now || now === '"[secret]"';
  });
}
