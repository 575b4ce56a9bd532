import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { secretKeys as settingsWithSecrets } from "../../components/config/schema";
import { projectRoot } from "../../scripts/compile.mjs";
import { StackConfigError } from "./errors";

/** Configuration of one stack, as the SDK wants it. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** By full key such as `backoffice:senderAddress` or `aws:region`; objects and lists are JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys of secret values. */
  readonly secretKeys: readonly string[];
  /** `aws:region`; us-east-1 when the stack does not say. */
  readonly region: string;
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` as the Pulumi CLI would.
 *
 * @param overrides win over the files; keys with or without the project's name in front, `aws:region` too
 * @throws {StackConfigError} unknown stack, unreadable file, encrypted value without an override
 */
export function loadStackConfig(
  stack: string,
  overrides: Readonly<Record<string, string>>,
  root: string = projectRoot,
): StackConfig {
  const projectFile = readYaml(join(root, "Pulumi.yaml"));
  const project = String(projectFile.name);
  const stacks = readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
  if (!stacks.includes(stack)) {
    throw new StackConfigError(
      `there is no stack "${stack}": Pulumi.${stack}.yaml is missing. Stacks: ${stacks.sort().join(", ")}`,
    );
  }
  const stackFile = readYaml(join(root, `Pulumi.${stack}.yaml`));
  const values: Record<string, string> = {};
  const secretKeys: string[] = [];
  const given = Object.fromEntries(Object.entries(overrides).map(([key, value]) => [fullKey(project, key), value]));

  for (const [key, declared] of Object.entries(section(projectFile, "config"))) {
    const value =
      isRecord(declared) && ("value" in declared || "default" in declared)
        ? (declared.value ?? declared.default)
        : undefined;
    const plain = isRecord(declared) ? value : declared;
    if (plain !== undefined && plain !== null) values[fullKey(project, key)] = text(plain);
  }
  for (const [name, value] of Object.entries(section(stackFile, "config"))) {
    const key = fullKey(project, name);
    if (!isRecord(value) || typeof value.secure !== "string") {
      values[key] = text(value);
      continue;
    }
    // Encrypted by the stack's secrets provider, which only the Pulumi CLI can open.
    if (given[key] === undefined) {
      throw new StackConfigError(
        `${key} in Pulumi.${stack}.yaml is encrypted: give it a value with --set ${key}=VALUE`,
      );
    }
    secretKeys.push(key);
  }
  Object.assign(values, given);
  // What holds a secret by the program's settings is one when it is given for a run, and stands in no file.
  const secrets = settingsWithSecrets.map((key) => fullKey(project, key));
  secretKeys.push(...secrets.filter((key) => given[key] !== undefined && !secretKeys.includes(key)));
  return { project, stack, values, secretKeys, region: values["aws:region"] ?? "us-east-1" };
}

function fullKey(project: string, key: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

function text(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function section(file: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = file[name];
  return isRecord(value) ? value : {};
}

function readYaml(file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parse(readFileSync(file, "utf8"));
    return isRecord(value) ? value : {};
  } catch (error) {
    throw new StackConfigError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
