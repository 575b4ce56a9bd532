import { execFileSync } from "node:child_process";
import { expect } from "chai";
import { projectRoot } from "../../launch/project-root.cjs";

/** Runs a script in a process of its own, in which the SDK is loaded as commands load it. */
function run(script: string): string {
  const loaded = `require("./launch/pulumi-closures.cjs");
    const pulumi = require("@pulumi/pulumi");
    const filesOf = (name) => Object.keys(require.cache).filter((file) => file.includes("/node_modules/" + name + "/lib/")).length;`;
  return execFileSync(process.execPath, ["-e", loaded + script], { cwd: projectRoot, encoding: "utf8" }).trim();
}

describe("what the Pulumi SDK needs for closures only", () => {
  it("is the compiler, which is loaded when a function is serialized, and not before", () => {
    const printed = run(`const two = 2;
      console.log("before:", filesOf("typescript"));
      pulumi.runtime.serializeFunction(() => two + 40).then(({ text }) =>
        console.log("after:", filesOf("typescript"), text.includes("exports.handler") && text.includes("two + 40")))`);

    expect(printed).to.equal("before: 0\nafter: 1 true");
  });

  it("is the package manager, which is loaded when a closure's packages are collected, and not before", () => {
    const printed = run(`console.log("before:", filesOf("pacote"));
      pulumi.runtime.computeCodePaths({}).then((paths) => console.log("after:", filesOf("pacote") > 0, paths.size > 0))`);

    expect(printed).to.equal("before: 0\nafter: true true");
  });
});
