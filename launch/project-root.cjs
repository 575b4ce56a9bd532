// CommonJS, because the compiler of the project's TypeScript imports it too.
const { existsSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

/** Absolute path of the project: the nearest folder above this file, compiled or not, that contains `Pulumi.yaml`. */
const projectRoot = findUp(__dirname);
exports.projectRoot = projectRoot;

/** The project's name from `Pulumi.yaml`, the only place that states it: prefix of settings, and a tag of resources. */
exports.projectName = projectNameIn(readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8"));

/** @param {string} text @returns {string} */
function projectNameIn(text) {
  const name = /^name: *["']?([\w.-]+)["']? *$/m.exec(text)?.[1];
  if (name === undefined)
    throw new Error("Pulumi.yaml does not say the project's name: a line such as 'name: backoffice'");
  return name;
}

/** @param {string} folder @returns {string} */
function findUp(folder) {
  if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("Pulumi.yaml was not found in this folder or in any above it");
  return findUp(parent);
}
