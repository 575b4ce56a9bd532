// @pulumi/pulumi loads a package manager and the TypeScript compiler when it starts, a fifth of its load, and uses them only to turn a
// JavaScript function into a Lambda function or a dynamic provider, which this program has none of. Here they are loaded when they are used.
"use strict";
const { createRequire } = require("node:module");

const ofPulumi = createRequire(require.resolve("@pulumi/pulumi"));

for (const request of ["@npmcli/arborist", "@pulumi/pulumi/typescript-shim"]) {
  const file = ofPulumi.resolve(request);
  if (ofPulumi.cache[file] !== undefined) continue;
  const load = () => {
    if (ofPulumi.cache[file] === later) delete ofPulumi.cache[file];
    return ofPulumi(file);
  };
  const exports = new Proxy({}, { get: (_, name) => (name === "__esModule" ? true : load()[name]) });
  const later = Object.assign(Object.create(module), { id: file, filename: file, loaded: true, children: [], exports });
  ofPulumi.cache[file] = later;
}
