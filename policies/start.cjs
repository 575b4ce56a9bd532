// Where Pulumi enters the pack. Compiles it, keeps the result by content, and runs it: there is no build to forget.
require("../launch/require-node.cjs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { compile } = require("../launch/compile.mjs");
const { projectRoot } = require("../launch/project-root.cjs");

enableCompileCache(join(projectRoot, "node_modules", ".cache", "backoffice", "v8"));
require(compile("policies/pack.ts"));
