// node scripts/run.mjs ENTRY.ts [ARG ...]: compiles the entry and runs it in this process.
import "../launch/require-node.cjs";
import "./require-system.cjs";
import "../launch/pulumi-closures.cjs";
import module, { createRequire } from "node:module";
import { join } from "node:path";
import { compile } from "../launch/compile.mjs";
import { projectRoot } from "../launch/project-root.cjs";

const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error("usage: node scripts/run.mjs ENTRY.ts [ARG ...]");
  process.exit(2);
}
process.chdir(projectRoot);
// Called on the module object: a named import of a function that an older Node.js lacks would fail before the check above.
// Not the maps of packages: the Pulumi SDK has one for each of its files, and Node would read them all.
module.setSourceMapsSupport(true, { nodeModules: false });
module.enableCompileCache(join(projectRoot, "node_modules", ".cache", "backoffice", "v8"));
const file = compile(entry);
process.argv = [process.argv[0] ?? "node", file, ...rest];
createRequire(import.meta.url)(file);
