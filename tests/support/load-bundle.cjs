// Loads bundles as Lambda does, in a process whose environment holds nothing else. Standard input is a JSON list of runs; standard
// output a list with one answer each: "function", "function with a callback", or the error's message.
const { readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { Script } = require("node:vm");

/** @typedef {{ file: string, environment: Record<string, string> }} Run */

/** @type {Map<string, import("node:vm").Script>} */
const scripts = new Map();

/** @param {Run} run @returns {string} */
function load({ file, environment }) {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  const script =
    scripts.get(file) ?? new Script(`(function (exports, require, module) {${readFileSync(file, "utf8")}\n})`);
  scripts.set(file, script);
  const module = { exports: { handler: undefined } };
  try {
    script.runInThisContext()(module.exports, createRequire(file), module);
    const handler = /** @type {unknown} */ (module.exports.handler);
    // From Node.js 24 on Lambda refuses handlers with a callback (AWS Compute blog, Node.js 24 runtime now available in AWS Lambda).
    return typeof handler === "function" && handler.length > 2 ? "function with a callback" : typeof handler;
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll("\n", " ") : String(error);
  }
}

/** @type {Run[]} */
const runs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(runs.map(load)));
