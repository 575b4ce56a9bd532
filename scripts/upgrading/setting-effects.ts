import type { Config } from "../../components/config/schema";
import { declaredResources } from "../../program/graph/build-graph";
import type { StackResource } from "../../program/update/plan";
import { asConfigText, examples } from "../configuration/examples";
import { type Effect, effectOf, together, touchesResources } from "./effect";

/** What a change of a setting does, there and back. */
export interface SettingEffect {
  /** In a stack that does not retain its data; undefined where the setting takes one that does. */
  readonly plain: Effect | undefined;
  /** In a stack that does, where a resource begins or ends; else it is as above. */
  readonly retained: Effect | undefined;
}

type Overrides = Readonly<Record<string, string>>;

/** Builds dev with and without a setting's example, and compares. Takes about a second for each of its two to four graphs. */
export async function settingEffect(name: keyof Config): Promise<SettingEffect> {
  const takesRetained = examples[name].beside?.retainData === "true";
  const plain = await effectIn(name, {});
  // Beside `retainData` it was that stack already.
  if (takesRetained) return { plain: undefined, retained: plain };
  const retained = touchesResources(plain) && name !== "retainData" ? { retainData: "true" } : undefined;
  return { plain, retained: retained && (await effectIn(name, retained)) };
}

async function effectIn(name: keyof Config, further: Overrides): Promise<Effect> {
  const { value, other, beside = {} } = examples[name];
  const fixed: Overrides = { ...beside, ...further };
  const after = await declaredResources("dev", { ...fixed, [name]: asConfigText(value) });
  // As the stack's file has it, or the default; and the other value, where a change to it may do more.
  const before = [await without(fixed)];
  if (other !== undefined) before.push(await declaredResources("dev", { ...fixed, [name]: asConfigText(other) }));
  return together(before.flatMap((state) => [effectOf(state, after), effectOf(after, state)]));
}

const made = new Map<string, readonly StackResource[]>();

/** What stands beside a setting, without it: the same for many. */
async function without(overrides: Overrides): Promise<readonly StackResource[]> {
  const key = JSON.stringify(overrides);
  const found = made.get(key) ?? (await declaredResources("dev", overrides));
  made.set(key, found);
  return found;
}
