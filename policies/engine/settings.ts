import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { accountProblems } from "./account";
import { dayText } from "./day";
import type { Level, Rule } from "./rule";

/** Why the configuration is looser than the pack's default; used by exemptions and by a rule's own configuration. */
const reason = z.string().min(20);

/** A resource that a rule does not report until a date. */
const exemption = z.strictObject({
  /** Logical name of the resource, as at the end of its URN. */
  resource: z.string().min(1),
  /** Why this resource may break the rule, and what will end that. */
  reason,
  /** Last day of the exemption, at most a year ahead. From the next day on, the exemption itself is a violation. */
  expires: z.iso.date(),
});

const exemptionList = z.array(exemption);

/** @see exemption */
export type Exemption = z.infer<typeof exemption>;

/** What the pack's configuration sets for one rule. */
export interface Settings {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly exemptions: readonly Exemption[];
}

/** The pack's configuration does not fit a rule, or loosens it without a reason and an expiry. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  /** @param problems one sentence each, naming rule, key, bound and value */
  constructor(readonly problems: readonly string[]) {
    super(problems.join(" "));
  }
}

/**
 * The schema of a rule's configuration: its parameters, `exemptions`, `reason` and `expires`. `reason` and `expires` are required when a
 * parameter or the level differs from its default, so that each loosening is explained and reviewed again.
 */
export function settingsSchema(rule: Rule): z.ZodObject {
  const known = schemas.get(rule);
  if (known !== undefined) return known;
  const schema = z.strictObject({
    ...rule.parameters.shape,
    reason: reason.optional(),
    expires: z.iso.date().optional(),
    exemptions: exemptionList.default([]),
  });
  schemas.set(rule, schema);
  return schema;
}

const schemas = new WeakMap<Rule, z.ZodObject>();

/** The part of the configuration that is not parameters. */
export interface Configured {
  /** @default the rule's own */
  readonly level?: Level | undefined;
  /** Today, as YYYY-MM-DD in UTC. @default the current day */
  readonly today?: string;
}

/** Not compiled: a run reads each rule's schema once, and compiling two hundred takes longer. */
const once = { jitless: true };

/** Settings by rule and by the configuration's JSON: tests read the defaults of each rule thousands of times. */
const kept = new WeakMap<Rule, { readonly text: string; readonly settings: Settings }>();

/**
 * Reads a rule's configuration. A parameter that is not given takes the rule's default. A value equal to its default counts as not given,
 * because Pulumi's engine passes every default, with keys in any order.
 *
 * @throws {SettingsError} it does not fit the rule, or loosens it without reason and expiry
 */
export function readSettings(
  rule: Rule,
  given: Readonly<Record<string, unknown>>,
  { level = levelOf(rule), today = dayText(new Date()) }: Configured = {},
): Settings {
  const text = JSON.stringify([given, level, today]);
  const known = kept.get(rule);
  if (known?.text === text) return known.settings;
  const settings = parseSettings(rule, given, level, today);
  kept.set(rule, { text, settings });
  return settings;
}

/** The level of a rule without configuration. */
export function levelOf(rule: Rule): Level {
  return rule.level ?? "mandatory";
}

function parseSettings(rule: Rule, given: Readonly<Record<string, unknown>>, level: Level, today: string): Settings {
  // A protobuf Struct turns an absent value into null. No parameter takes null, so null means "not given".
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const result = settingsSchema(rule).safeParse(values, once);
  if (!result.success) throw new SettingsError(result.error.issues.flatMap((issue) => sentences(rule, values, issue)));
  const { reason, expires, exemptions: listed, ...parameters } = result.data;
  const exemptions = exemptionList.parse(listed);
  const defaults: Readonly<Record<string, unknown>> = rule.parameters.parse({}, once);
  const changes = Object.keys(rule.parameters.shape)
    .filter((key) => !isDeepStrictEqual(parameters[key], defaults[key]))
    .map((key) => ({ what: key, value: parameters[key], instead: defaults[key] }));
  const problems = accountProblems({
    rule: rule.name,
    changes,
    level: { configured: level, own: levelOf(rule) },
    reason: reason === undefined ? undefined : String(reason),
    expires: expires === undefined ? undefined : String(expires),
    exemptions,
    today,
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return { parameters, exemptions };
}

/** What is wrong with a value: sentences that name rule, key, bound and value. */
function sentences(rule: Rule, given: Readonly<Record<string, unknown>>, issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "unrecognized_keys" && issue.path.length === 0) {
    const known = Object.keys(settingsSchema(rule).shape).join(", ");
    return issue.keys.map(
      (key) => `The configuration of '${rule.name}' is wrong: it has no setting '${key}'; it has ${known}.`,
    );
  }
  const value = issue.path.reduce<unknown>((now, key) => Reflect.get(Object(now), key), given);
  const key = issue.path.join(".");
  const bound =
    key.endsWith("reason") && typeof value === "string" ? "must say why, in at least 20 characters" : issue.message;
  return [
    `The configuration of '${rule.name}' is wrong: ${key}: ${bound}; ${JSON.stringify(value) ?? "nothing"} is given.`,
  ];
}
