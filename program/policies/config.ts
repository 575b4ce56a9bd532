import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";
import { yearsFrom } from "../../policies/engine/day";

const level = z.enum(["mandatory", "advisory", "disabled", "remediate"]);

/** Pulumi's levels. */
export type PolicyLevel = z.infer<typeof level>;

/** As `pulumi preview --policy-pack-config` takes it: rule, and its level or its level with settings. */
const packConfig = z.record(z.string(), z.union([level, z.looseObject({ enforcementLevel: level.optional() })]));

/** What differs from the defaults that stand beside the rules. */
export type PackConfig = z.infer<typeof packConfig>;

/** The configuration of the pack cannot be read. */
export class PackConfigError extends Error {
  override readonly name = "PackConfigError";
}

const configFolder = join(projectRoot, "policies", "config");

/** The file that the workflows give Pulumi for a stack, without its folder: stacks of pull requests share one. */
export function packConfigFile(stack: string): string {
  return /^pr-\d+$/.test(stack) ? "ephemeral.json" : `${stack}.json`;
}

/**
 * What the pack's configuration for a stack says; nothing when the stack has no file of its own: then every rule is as strict as it
 * can be.
 *
 * @throws {PackConfigError} the file is no JSON of that shape, naming the file, the key and what is wrong
 */
export function readPackConfig(stack: string, folder = configFolder): PackConfig {
  const name = packConfigFile(stack);
  const file = join(folder, name);
  if (!existsSync(file)) return {};
  try {
    return packConfig.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new PackConfigError(`policies/config/${name} cannot be read: ${why}`, { cause: error });
  }
}

/**
 * A day on which nothing in these configurations has expired, nor lies more than a year ahead: a year before the last expiry. For runs
 * that deploy nothing, and must not begin to fail by themselves one day.
 */
export function dayOfConfigs(configs: readonly PackConfig[]): string | undefined {
  const last = configs
    .flatMap((config) => Object.values(config).flatMap(expiries))
    .toSorted()
    .at(-1);
  return last === undefined ? undefined : yearsFrom(last, -1);
}

const expiry = z.object({ expires: z.iso.date() });

function expiries(value: PackConfig[string]): readonly string[] {
  const { exemptions = [] } = z.object({ exemptions: z.array(z.unknown()).optional() }).safeParse(value).data ?? {};
  return [value, ...exemptions].flatMap((item) => expiry.safeParse(item).data?.expires ?? []);
}

/** The same, over a configuration that names rules which do not exist: a mistyped name would loosen nothing and say nothing. */
export function checkRuleNames(config: PackConfig, rules: readonly string[]): void {
  // `all` is Pulumi's word for a level of every policy.
  const unknown = Object.keys(config).filter((name) => name !== "all" && !rules.includes(name));
  if (unknown.length > 0)
    throw new PackConfigError(`the configuration names rules that do not exist: ${unknown.join(", ")}`);
}
