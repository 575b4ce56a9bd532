// Pulumi loads the pack through this file. It compiles the pack on each start, cached by content, so there is no separate build step.
require("../launch/require-node.cjs");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { compile } = require("../launch/compile.mjs");
const { projectRoot } = require("../launch/project-root.cjs");

enableCompileCache(join(projectRoot, "node_modules", ".cache", "backoffice", "v8"));
require(compile("policies/pack.ts"));
