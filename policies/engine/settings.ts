import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { accountProblems } from "./account";
import { dayText } from "./day";
import type { Level, Rule } from "./rule";

/** Why something is looser than the pack's default; shared by exemptions and by the configuration of a whole rule. */
const reason = z.string().min(20);

/** A resource that a rule leaves out for a while. */
const exemption = z.strictObject({
  /** Logical name of the resource, as at the end of its URN. */
  resource: z.string().min(1),
  /** Why this one may differ, and what will end it. */
  reason,
  /** Last day on which it holds, at most a year ahead: from the day after, the exemption itself is a violation. */
  expires: z.iso.date(),
});

/** @see exemption */
export type Exemption = z.infer<typeof exemption>;

/** What the configuration of a pack says about one rule. */
export interface Settings {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly exemptions: readonly Exemption[];
}

/** The configuration of a pack does not fit a rule, or loosens it without an account of it. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  /** @param problems a sentence each, naming rule, key, bound and value */
  constructor(readonly problems: readonly string[]) {
    super(problems.join(" "));
  }
}

/**
 * The schema of a rule's configuration: its parameters, `exemptions`, and `reason` and `expires`, which must be there when a parameter
 * or the level differs from the default, so that whoever loosens a rule has to write down why, and has to look at it again.
 */
export function settingsSchema(rule: Rule): z.ZodObject {
  const known = schemas.get(rule);
  if (known !== undefined) return known;
  const schema = z.strictObject({
    ...rule.parameters.shape,
    reason: reason.optional(),
    expires: z.iso.date().optional(),
    exemptions: z.array(exemption).default([]),
  });
  schemas.set(rule, schema);
  return schema;
}

const schemas = new WeakMap<Rule, z.ZodObject>();

/** What is configured besides the values. */
export interface Configured {
  /** @default the rule's own */
  readonly level?: Level | undefined;
  /** The day that it is, as YYYY-MM-DD in UTC. @default today */
  readonly today?: string;
}

/** The same for the same rule and text: tests read the defaults of each rule thousands of times. */
const kept = new WeakMap<Rule, { readonly text: string; readonly settings: Settings }>();

/**
 * Reads a rule's configuration. What is not given has the default that stands beside the rule; and what equals its default counts as not
 * given: Pulumi's engine hands every default over, with keys in any order.
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

/** The level of a rule that nobody has configured. */
export function levelOf(rule: Rule): Level {
  return rule.level ?? "mandatory";
}

function parseSettings(rule: Rule, given: Readonly<Record<string, unknown>>, level: Level, today: string): Settings {
  // A protobuf Struct has null where a file has null: not a value of any parameter, so nobody has given one.
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const result = settingsSchema(rule).safeParse(values);
  if (!result.success) throw new SettingsError(result.error.issues.flatMap((issue) => sentences(rule, values, issue)));
  const { reason, expires, exemptions: listed, ...parameters } = result.data;
  const exemptions = z.array(exemption).parse(listed);
  const defaults: Readonly<Record<string, unknown>> = rule.parameters.parse({});
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

/** What is wrong with a value, in a sentence that names rule, key, bound and value. */
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
