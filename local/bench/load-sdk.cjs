// node local/bench/load-sdk.cjs FILE [declare]: loads the files of the Pulumi SDK that FILE lists, with `declare` also declares FILE's resources by
// the SDK's own classes, and says how many milliseconds after this process's start that was done.
"use strict";
const { readFileSync } = require("node:fs");

/** @type {{ files: string[], resources: import("../../program/monitor").SeenResource[] }} */
const { files, resources } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
/** @type {object[]} */
const modules = files.map((file) => require(file));

async function declare() {
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

const done = process.argv[3] === "declare" ? declare() : Promise.resolve();
// The SDK goes on to register what was declared, and would complain if it were kept from that.
done.then(() => console.log(JSON.stringify({ ms: performance.now() })));
