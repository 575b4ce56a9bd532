import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { functionsOf } from "../../wiring/functions";

export const functionsRunTheirOwnCode = stackRule({
  name: "functions-run-their-own-code",
  concern: "reliability",
  description: "No two functions run the same code, and none takes in code of others by a layer.",
  rationale:
    "Two functions with one bundle are a copy in which the entry was not changed: one of them does the other's work. A layer is code that no review here has seen, with all the function's rights.",
  remediation: "Give each function its own entry in components/functions.ts, and bundle what it needs.",
  controls: ["lambda.sizing", "least.one-role"],
  severity: "high",
  async check(stack, { each, report }) {
    const seen = new Map<string, Resource>();
    await each(functionsOf(stack), (lambda) => {
      const layers = lambda.list("layers");
      if (layers.length > 0) report(lambda, "layers", layers, "none");
      const hash = lambda.text("code.hash");
      if (hash === undefined) return; // only a deployment's own state may leave it out
      const twin = seen.get(hash);
      if (twin !== undefined) report(lambda, "code", `that of '${twin.name}'`, "code of its own");
      seen.set(hash, lambda);
    });
  },
});
