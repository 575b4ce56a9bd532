import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ConfigEntry, fullKey, projectName, readConfigSection, StackConfigError } from "../cli/stack-files/read";
import { secretKeys as settingsWithSecrets } from "../components/config/schema";
import { projectRoot } from "../launch/project-root.cjs";
import { messageOf } from "../values/message-of";

/** Configuration of one stack, in the form that the SDK needs. */
export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  /** By full key such as `backoffice:senderAddress` or `aws:region`; objects and lists are JSON. */
  readonly values: Readonly<Record<string, string>>;
  /** Full keys of secret values. */
  readonly secretKeys: readonly string[];
  /** `aws:region`; us-east-1 when the stack does not set it. */
  readonly region: string;
}

/**
 * Reads `Pulumi.yaml` and `Pulumi.<stack>.yaml` as the Pulumi CLI would.
 *
 * @param overrides win over the files; keys with or without the project's name as prefix, and `aws:region`
 * @throws {StackConfigError} unknown stack, unreadable file, ambiguous value, encrypted value without an override
 */
export function loadStackConfig(
  stack: string,
  overrides: Readonly<Record<string, string>>,
  root: string = projectRoot,
): StackConfig {
  const projectText = readText(root, "Pulumi.yaml");
  const project = projectName(projectText, "Pulumi.yaml");
  const stacks = readdirSync(root).flatMap((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1] ?? []);
  if (!stacks.includes(stack)) {
    throw new StackConfigError(
      `there is no stack "${stack}": Pulumi.${stack}.yaml is missing. Stacks: ${stacks.sort().join(", ")}`,
    );
  }
  const stackFile = `Pulumi.${stack}.yaml`;
  const given = Object.fromEntries(Object.entries(overrides).map(([key, value]) => [fullKey(project, key), value]));
  const entries = new Map<string, ConfigEntry>([
    ...readConfigSection(projectText, project, "Pulumi.yaml", "project"),
    ...readConfigSection(readText(root, stackFile), project, stackFile),
  ]);
  const secretKeys: string[] = [];
  const values: Record<string, string> = {};
  for (const [key, { text, encrypted }] of entries) {
    if (!encrypted) values[key] = text;
    else if (given[key] !== undefined) secretKeys.push(key);
    // Only the Pulumi CLI can decrypt the value.
    else throw new StackConfigError(`${key} in ${stackFile} is encrypted: give it a value with --set ${key}=VALUE`);
  }
  Object.assign(values, given);
  // Settings that the program declares as secret stay secret when a run overrides them and no file contains them.
  const secrets = settingsWithSecrets.map((key) => fullKey(project, key));
  secretKeys.push(...secrets.filter((key) => given[key] !== undefined && !secretKeys.includes(key)));
  return { project, stack, values, secretKeys, region: values["aws:region"] ?? "us-east-1" };
}

function readText(root: string, file: string): string {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch (error) {
    throw new StackConfigError(`${file} cannot be read: ${messageOf(error)}`);
  }
}
