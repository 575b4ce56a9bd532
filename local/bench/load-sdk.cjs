// node local/bench/load-sdk.cjs: loads `@pulumi/pulumi` and `@pulumi/aws`, and says how many milliseconds after this process's start that was done.
// With a FILE of load-once.ts: loads the files of the Pulumi SDK that it lists instead, and declares its resources by the SDK's own classes.
"use strict";
const { readFileSync } = require("node:fs");

/** @param {string} list */
async function declare(list) {
  /** @type {{ files: string[], resources: import("../../program/monitor").SeenResource[] }} */
  const { files, resources } = JSON.parse(readFileSync(list, "utf8"));
  /** @type {object[]} */
  const modules = files.map((file) => require(file));
  const pulumi = require("@pulumi/pulumi");
  const exported = modules.flatMap((module) => Object.values(Object.getOwnPropertyDescriptors(module)));
  // By their values, because a getter of the SDK loads more of it.
  const classes = new Map(exported.map(({ value }) => [value?.__pulumiType, value]));
  await pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "id", state: inputs }), call: () => ({}) });
  const declared = new Map();
  for (const { urn, type, name, parent, custom, inputs } of resources) {
    const options = { parent: declared.get(parent) };
    const Typed = classes.get(type);
    const Untyped = custom ? pulumi.CustomResource : pulumi.ComponentResource;
    const resource = Typed
      ? new Typed(name, inputs, options)
      : Reflect.construct(Untyped, [type, name, inputs, options]); // abstract, by the typings
    declared.set(urn, resource);
  }
}

async function load() {
  require("@pulumi/pulumi");
  require("@pulumi/aws");
}

const [list] = process.argv.slice(2);
// The SDK goes on to register what was declared, and would complain if it were kept from that.
(list === undefined ? load() : declare(list)).then(() => console.log(JSON.stringify({ ms: performance.now() })));
