import * as pulumi from "@pulumi/pulumi";
import { parseConfig } from "./parse";
import type { Config } from "./schema";

/**
 * The settings of the stack that is being deployed. Nothing else reads Pulumi's configuration.
 *
 * @throws {ConfigError} with all problems at once
 */
export function readConfig(): Config {
  const prefix = `${pulumi.getProject()}:`;
  const all = Object.entries(pulumi.runtime.allConfig());
  const own = all.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]);
  return parseConfig(Object.fromEntries(own), pulumi.getStack(), {
    isSecret: (key) => isConfigSecret(`${prefix}${key}`),
    otherKeys: all.map(([key]) => key).filter((key) => !key.startsWith(prefix)),
  });
}

/** Whether a value was set with `--secret`. The SDK has this function, but its typings omit it. */
function isConfigSecret(key: string): boolean {
  const runtime: object = pulumi.runtime;
  const ask = "isConfigSecret" in runtime ? runtime.isConfigSecret : undefined;
  if (typeof ask !== "function") throw new Error("this release of @pulumi/pulumi has no isConfigSecret");
  return ask(key) === true;
}
