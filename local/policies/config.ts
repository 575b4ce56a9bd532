import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { projectRoot } from "../../scripts/compile.mjs";

const level = z.enum(["mandatory", "advisory", "disabled"]);

/** As `pulumi preview --policy-pack-config` takes it: rule, and its level or its level with settings. */
const packConfig = z.record(z.string(), z.union([level, z.looseObject({ enforcementLevel: level.optional() })]));

/** What differs from the defaults that stand beside the rules. */
export type PackConfig = z.infer<typeof packConfig>;

/** The configuration of the pack cannot be read. */
export class PackConfigError extends Error {
  override readonly name = "PackConfigError";
}

/**
 * What the pack's configuration for a stack says; nothing when the stack has no file of its own: then every rule is as strict as it
 * can be.
 *
 * @throws {PackConfigError} the file is no JSON of that shape, naming the file, the key and what is wrong
 */
export function readPackConfig(stack: string, folder = join(projectRoot, "policies", "config")): PackConfig {
  const file = join(folder, `${stack}.json`);
  if (!existsSync(file)) return {};
  try {
    return packConfig.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new PackConfigError(`policies/config/${stack}.json cannot be read: ${why}`, { cause: error });
  }
}

/** The same, over a configuration that names rules which do not exist: a mistyped name would loosen nothing and say nothing. */
export function checkRuleNames(config: PackConfig, rules: readonly string[]): void {
  const unknown = Object.keys(config).filter((name) => !rules.includes(name));
  if (unknown.length > 0)
    throw new PackConfigError(`the configuration names rules that do not exist: ${unknown.join(", ")}`);
}
