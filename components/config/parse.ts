import type * as z from "zod";
import { projectName } from "../../launch/project-root.cjs";
import { given } from "./given";
import { rules } from "./rules";
import { type Config, keys, knownNames, secretKeys } from "./schema";
import { suggest } from "./suggest";

/** Every problem of a stack's settings, one per line, each with key, bound, value and file. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** The lines of the message, without its heading. */
  readonly problems: readonly string[];

  /** @param help one sentence on where to find the allowed values. @default none */
  constructor(file: string, problems: readonly string[], help?: string) {
    const lines = problems.map((line) => `  - ${line}`);
    super(
      [
        `${file} has ${problems.length} problem${problems.length === 1 ? "" : "s"}:`,
        ...lines,
        ...(help === undefined ? [] : [help]),
      ].join("\n"),
    );
    this.problems = problems;
  }
}

/** Namespaces of Pulumi's own configuration and of the provider that the program uses. */
const otherNamespaces = ["aws", "pulumi"] as const;

const help = "Every setting with its range, default and an example: docs/configuration.md";

/** What is known about the settings besides their values. */
export interface ParseOptions {
  /** File that holds the settings. @default `Pulumi.<stack>.yaml` */
  readonly file?: string;
  /** Whether a value was set as a secret; when given, keys for secrets are rejected in plain text. @default not checked */
  readonly isSecret?: (key: string) => boolean;
  /** Full keys in other namespaces than the project's, such as `aws:region`; unknown namespaces are rejected. @default none */
  readonly otherKeys?: readonly string[];
}

/**
 * Checks the settings of a stack and fills in the defaults.
 *
 * @param raw values by key, without the project's prefix, as Pulumi passes them: strings, or JSON for other types
 * @throws {ConfigError} with all problems at once
 */
export function parseConfig(
  raw: Readonly<Record<string, string>>,
  stack: string,
  { file = `Pulumi.${stack}.yaml`, isSecret, otherKeys = [] }: ParseOptions = {},
): Config {
  const hidden = (key: string) => secretKeys.includes(key) || isSecret?.(key) === true;
  const problems = [
    ...otherKeys.flatMap(foreignKey),
    ...Object.keys(raw)
      .filter((key) => !Object.hasOwn(keys, key))
      .map((key) => unknownKey([], key)),
  ];
  if (isSecret !== undefined) {
    const plain = secretKeys.filter((key) => raw[key] !== undefined && !isSecret(key));
    problems.push(...plain.map(plainSecret));
  }
  const values: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries<z.ZodType>(keys)) {
    const result = schema.safeParse(raw[key]);
    if (result.success) values[key] = result.data;
    else problems.push(...describe(key, raw[key], hidden(key), result.error.issues));
  }
  // Each rule reads only the keys that it names, and these have been checked already.
  const config = values as Config;
  for (const rule of rules) {
    if (!rule.keys.every((key) => key in values)) continue;
    const problem = rule.problem(config);
    if (problem === undefined) continue;
    const [blamed] = rule.keys;
    const value = raw[blamed] === undefined ? byDefault(config[blamed]) : given(raw[blamed], hidden(blamed));
    problems.push(`${projectName}:${blamed} ${problem}, ${value}${defaultsBeside(rule.keys, raw, config)}`);
  }
  if (problems.length === 0) return config;
  throw new ConfigError(
    file,
    problems.map((problem) => `${problem} (${file})`),
    help,
  );
}

/** Says that a rejected value is the default, or is missing, since the user did not write it. */
function byDefault(value: unknown): string {
  return isPlain(value) ? `${JSON.stringify(value)} is the default` : "nothing given";
}

/** Names defaults that conflict with the settings in the file. */
function defaultsBeside(
  [, ...others]: readonly (keyof Config)[],
  raw: Readonly<Record<string, string>>,
  config: Config,
): string {
  const defaults = others
    .filter((key) => raw[key] === undefined && isPlain(config[key]))
    .map((key) => `${key} ${JSON.stringify(config[key])}`);
  return defaults.length === 0 ? "" : `; by default ${defaults.join(", ")}`;
}

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** A key that neither the program, nor its provider, nor Pulumi reads. */
function foreignKey(key: string): readonly string[] {
  const [namespace = "", ...name] = key.split(":");
  const known = [projectName, ...otherNamespaces];
  if (known.includes(namespace)) return [];
  const meant = suggest(namespace, known);
  const hint =
    meant === undefined ? `: there are ${known.join(", ")}` : `: did you mean '${[meant, ...name].join(":")}'?`;
  return [`${key} has an unknown namespace${hint}`];
}

/** Message about a secret that is in a stack's file in plain text. */
export function plainSecret(key: string): string {
  return `${projectName}:${key} must be a secret, and is given in plain text: pulumi config set --secret ${key}`;
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
  return `${projectName}:${path.map(String).join(".")}`;
}

function valueAt(raw: string | undefined, path: readonly PropertyKey[]): unknown {
  if (path.length === 0 || raw === undefined) return raw;
  // A path inside the value exists only when the value was JSON.
  return path.reduce<unknown>((value, step) => (isRecord(value) ? value[String(step)] : undefined), JSON.parse(raw));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
