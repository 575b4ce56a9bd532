// Where Pulumi enters the pack. Compiles it, keeps the result by content, and runs it: there is no build to forget.
require("../scripts/require-node.cjs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { compile, projectRoot } = require("../scripts/compile.mjs");

enableCompileCache(join(projectRoot, "node_modules", ".cache", "backoffice", "v8"));
require(compile("policies/pack.ts"));
