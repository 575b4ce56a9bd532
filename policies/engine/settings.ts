import * as z from "zod";
import type { Rule } from "./rule";

/** A resource that a rule leaves out for a while. */
const exemption = z.strictObject({
  /** Logical name of the resource, as at the end of its URN. */
  resource: z.string().min(1),
  /** Why this one may differ, and what will end it. */
  reason: z.string().min(20, "must say why, in at least 20 characters"),
  /** Last day on which it holds: from the day after, the exemption itself is a violation. */
  expires: z.iso.date(),
});

/** @see exemption */
export type Exemption = z.infer<typeof exemption>;

/** What the configuration of a pack says about one rule, besides its level. */
export interface Settings {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly exemptions: readonly Exemption[];
}

/** The configuration of a pack does not fit a rule. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/**
 * The schema of a rule's configuration: its parameters, `exemptions`, and `reason`, which must be there when a parameter is, so that
 * whoever loosens a rule has to write down why.
 */
export function settingsSchema(rule: Rule): z.ZodObject {
  const known = schemas.get(rule);
  if (known !== undefined) return known;
  const schema = z.strictObject({
    ...rule.parameters.shape,
    reason: z.string().min(20, "must say why, in at least 20 characters").optional(),
    exemptions: z.array(exemption).default([]),
  });
  schemas.set(rule, schema);
  return schema;
}

const schemas = new WeakMap<Rule, z.ZodObject>();

/** The same for the same rule and text: a rule is asked for every resource, and reading costs more than most rules do. */
const kept = new WeakMap<Rule, { readonly text: string; readonly settings: Settings }>();

/**
 * Reads a rule's configuration; parameters that are not given have the defaults that stand beside the rule.
 *
 * @throws {SettingsError} naming rule, key, bound and value
 */
export function readSettings(rule: Rule, given: Readonly<Record<string, unknown>>): Settings {
  const text = JSON.stringify(given);
  const known = kept.get(rule);
  if (known?.text === text) return known.settings;
  const settings = parseSettings(rule, given);
  kept.set(rule, { text, settings });
  return settings;
}

function parseSettings(rule: Rule, given: Readonly<Record<string, unknown>>): Settings {
  const result = settingsSchema(rule).safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join(".") || "(all)"}: ${message}`);
    throw new SettingsError(
      `the configuration of '${rule.name}' is wrong: ${problems.join("; ")} (${JSON.stringify(given)} given)`,
    );
  }
  const changed = Object.keys(rule.parameters.shape).filter((key) => key in given);
  if (changed.length > 0 && given.reason === undefined) {
    throw new SettingsError(
      `the configuration of '${rule.name}' changes ${changed.join(", ")}: 'reason' must say why, and is not set`,
    );
  }
  const { exemptions, reason: _, ...parameters } = result.data;
  return { parameters, exemptions: z.array(exemption).parse(exemptions) };
}
