import { createRequire } from "node:module";
import { join } from "node:path";
import { compile } from "../launch/compile.mjs";
import { projectRoot } from "../launch/project-root.cjs";
import { buildGraph, type GraphOptions, type GraphResource } from "../program/graph/build-graph";

/** The bootstrap in place of the main program, for whatever looks at a program's resources: `buildGraph`, the policy gate. */
export const bootstrapProgram: GraphOptions = {
  program: loadBootstrap,
  configFolder: join(projectRoot, "bootstrap"),
};

/**
 * The resources that the bootstrap program declares for one of its stacks, as `buildGraph` gives those of the main program: no account
 * needed.
 *
 * @param stack `dev` or `prod`: a file `bootstrap/Pulumi.<stack>.yaml`
 * @param overrides config values that win over the file
 */
export function buildBootstrapGraph(
  stack: string,
  overrides: Readonly<Record<string, string>> = {},
): Promise<GraphResource[]> {
  return buildGraph(stack, overrides, bootstrapProgram);
}

/** A fresh copy: the program declares its resources while it is loaded. */
function loadBootstrap(): unknown {
  const file = compile("bootstrap/index.ts");
  const load = createRequire(join(projectRoot, "package.json"));
  delete load.cache[file];
  return load(file);
}
