import { parseConfig } from "../../../components/config/parse";
import { allRules } from "../../../policies/rules/all";
import { loadStackConfig } from "../../../program/config";
import { type PackConfig, readPackConfig } from "../../../program/policies/config";
import { programResources } from "../../../program/policies/program";
import { isRecord } from "../../../values/is-record";
import { messageOf } from "../../../values/message-of";
import { findingsOf, judgedFrom } from "../../support/policies/in-process";
import type { Trial } from "./values";

/** A stack's file with these values on top. @returns the config's own message when it refuses them */
export function refusalOf(stack: string, trials: readonly Trial[]): string | undefined {
  try {
    parseConfig({ ...settingsIn(stack), ...overridesOf(trials) }, stack);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const read = new Map<string, Readonly<Record<string, string>>>();

/** The program's settings in a stack's file, by key; the file is read once: thousands of trials are put on top of it. */
function settingsIn(stack: string): Readonly<Record<string, string>> {
  const known = read.get(stack);
  if (known !== undefined) return known;
  const { project, values } = loadStackConfig(stack, {});
  const own = Object.entries(values).filter(([key]) => key.startsWith(`${project}:`));
  const settings = Object.fromEntries(own.map(([key, value]) => [key.slice(project.length + 1), value]));
  read.set(stack, settings);
  return settings;
}

/**
 * What the pack says of the stack with these values: `rule: message` of every mandatory violation.
 *
 * @param config of the pack. Default: the stack's file
 * @throws {ConfigError}
 */
export async function violationsOf(
  stack: string,
  trials: readonly Trial[],
  config: PackConfig = readPackConfig(stack),
): Promise<readonly string[]> {
  const judged = judgedFrom(await programResources(stack, overridesOf(trials)));
  const found: string[] = [];
  for (const rule of allRules) {
    if (rule.level === "advisory") continue;
    for (const { kind, message } of await findingsOf(rule, judged, config)) {
      if (kind === "violation") found.push(`${rule.name}: ${message}`);
    }
  }
  return found;
}

/** One text a key: objects of several trials are one object. */
export function overridesOf(trials: readonly Trial[]): Readonly<Record<string, string>> {
  const overrides: Record<string, string> = {};
  for (const { key, raw } of trials) {
    const before = overrides[key];
    overrides[key] = before === undefined ? raw : JSON.stringify(merged(JSON.parse(before), JSON.parse(raw)));
  }
  return overrides;
}

function merged(one: unknown, other: unknown): unknown {
  if (!isRecord(one) || !isRecord(other)) return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...keys].map((key) => [key, key in one && key in other ? merged(one[key], other[key]) : (other[key] ?? one[key])]),
  );
}
