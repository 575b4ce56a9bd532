import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "./parse";
import type { Config } from "./schema";

/**
 * The settings of the stack that is being deployed. The only place that reads Pulumi's configuration.
 *
 * @throws {ConfigError} with all problems at once
 */
export function readConfig(): Config {
  const prefix = `${pulumi.getProject()}:`;
  const own = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value]);
  return parseConfig(Object.fromEntries(own), pulumi.getStack());
}
