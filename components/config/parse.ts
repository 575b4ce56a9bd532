import type * as z from "zod";
import { given } from "./given";
import { rules } from "./rules";
import { type Config, keys, knownNames, secretKeys } from "./schema";
import { suggest } from "./suggest";

/** Every problem of a stack's settings, one per line, each with key, bound, value and file. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** The lines of the message, without its heading. */
  readonly problems: readonly string[];

  constructor(file: string, problems: readonly string[]) {
    super(
      `${file} has ${problems.length} problem${problems.length === 1 ? "" : "s"}:\n${problems.map((line) => `  - ${line}`).join("\n")}`,
    );
    this.problems = problems;
  }
}

/**
 * Checks the settings of a stack and fills in the defaults.
 *
 * @param raw values by key, without the project's prefix, as Pulumi gives them: text, or JSON for anything else
 * @param isSecret whether a key's value was given as a secret; with it, keys that hold secrets are refused in plain text. Default:
 * nothing is known about that
 * @throws {ConfigError} with all problems at once
 */
export function parseConfig(
  raw: Readonly<Record<string, string>>,
  stack: string,
  isSecret?: (key: string) => boolean,
): Config {
  const file = `Pulumi.${stack}.yaml`;
  const hidden = (key: string) => secretKeys.includes(key) || isSecret?.(key) === true;
  const problems = Object.keys(raw)
    .filter((key) => !Object.hasOwn(keys, key))
    .map((key) => `${unknownKey([], key)} (${file})`);
  if (isSecret !== undefined) {
    const plain = secretKeys.filter((key) => raw[key] !== undefined && !isSecret(key));
    problems.push(...plain.map((key) => `${plainSecret(key)} (${file})`));
  }
  const values: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries<z.ZodType>(keys)) {
    const result = schema.safeParse(raw[key]);
    if (result.success) values[key] = result.data;
    else problems.push(...describe(key, raw[key], hidden(key), result.error.issues).map((line) => `${line} (${file})`));
  }
  // Each rule reads only the keys it names, and those have been checked by then.
  const config = values as Config;
  for (const rule of rules) {
    if (!rule.keys.every((key) => key in values)) continue;
    const problem = rule.problem(config);
    if (problem !== undefined)
      problems.push(
        `backoffice:${rule.keys[0]} ${problem}, ${given(raw[rule.keys[0]], hidden(rule.keys[0]))} (${file})`,
      );
  }
  if (problems.length > 0) throw new ConfigError(file, problems);
  return config;
}

/** What is said of a secret that stands in a stack's file as it is. */
export function plainSecret(key: string): string {
  return `backoffice:${key} must be a secret, and is given in plain text: pulumi config set --secret ${key}`;
}

function describe(
  key: string,
  raw: string | undefined,
  secret: boolean,
  issues: readonly z.core.$ZodIssue[],
): string[] {
  const lines = issues.flatMap((issue) => {
    const path = [key, ...issue.path];
    if (issue.code === "unrecognized_keys") return issue.keys.map((name) => unknownKey(path, name));
    return [`${pathText(path)} ${issue.message}, ${given(secret ? raw : valueAt(raw, issue.path), secret)}`];
  });
  // A value that breaks two checks of one bound is one problem.
  return [...new Set(lines)];
}

function unknownKey(path: readonly PropertyKey[], name: string): string {
  const meant = suggest(name, knownNames(path));
  return `${pathText([...path, name])} is not known${meant === undefined ? "" : `: did you mean '${meant}'?`}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return `backoffice:${path.map(String).join(".")}`;
}

function valueAt(raw: string | undefined, path: readonly PropertyKey[]): unknown {
  if (path.length === 0 || raw === undefined) return raw;
  // A path inside the value exists only when the value was JSON.
  return path.reduce<unknown>((value, step) => (isRecord(value) ? value[String(step)] : undefined), JSON.parse(raw));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
