import { createRequire } from "node:module";
import { join } from "node:path";
import { compile } from "../launch/compile.mjs";
import { projectRoot } from "../launch/project-root.cjs";
import { buildGraph, type GraphOptions, type GraphResource } from "../program/graph/build-graph";

/** The bootstrap program, for `buildGraph` and the policy gate, which use the main program by default. */
export const bootstrapProgram: GraphOptions = {
  program: loadBootstrap,
  configFolder: join(projectRoot, "bootstrap"),
};

/**
 * The resources that the bootstrap program declares for one of its stacks, without an account; as `buildGraph` returns those of the main
 * program.
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
