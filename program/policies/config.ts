import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { projectRoot } from "../../launch/project-root.cjs";
import { yearsFrom } from "../../policies/engine/day";

const level = z.enum(["mandatory", "advisory", "disabled", "remediate"]);

/** Pulumi's levels. */
export type PolicyLevel = z.infer<typeof level>;

/** The format of `pulumi preview --policy-pack-config`: for each rule its level, or its level with settings. */
const packConfig = z.record(z.string(), z.union([level, z.looseObject({ enforcementLevel: level.optional() })]));

/** Differences from the rules' defaults. */
export type PackConfig = z.infer<typeof packConfig>;

/** The pack's configuration cannot be read. */
export class PackConfigError extends Error {
  override readonly name = "PackConfigError";
}

const configFolder = join(projectRoot, "policies", "config");

/** Name, without its folder, of the configuration that the workflows pass to Pulumi for a stack: stacks of pull requests share one. */
export function packConfigFile(stack: string): string {
  return /^pr-\d+$/.test(stack) ? "ephemeral.json" : `${stack}.json`;
}

/**
 * The pack's configuration for a stack; empty when the stack has no file, so that every rule has its strict defaults.
 *
 * @throws {PackConfigError} the file is not JSON of this format; the error names the file, the key and the fault
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
 * A day on which nothing in these configurations has expired or lies more than a year ahead: a year before the last expiry. For runs that
 * deploy nothing, which must not start to fail on the day of an expiry.
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

/** Rejects a configuration that names rules which do not exist: a mistyped name would have no effect, without any message. */
export function checkRuleNames(config: PackConfig, rules: readonly string[]): void {
  // `all` is Pulumi's name for "every policy".
  const unknown = Object.keys(config).filter((name) => name !== "all" && !rules.includes(name));
  if (unknown.length > 0)
    throw new PackConfigError(`the configuration names rules that do not exist: ${unknown.join(", ")}`);
}
