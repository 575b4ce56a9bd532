import { stackRule } from "../../engine/define";
import type { Subject } from "../../engine/subject";
import { functionsOf } from "../../wiring/functions";

export const functionsRunTheirOwnCode = stackRule({
  name: "functions-run-their-own-code",
  concern: "reliability",
  title: "No two functions run the same code, and none takes in code of others by a layer.",
  why: "Two functions with one bundle are a copy in which the entry was not changed: one of them does the other's work. A layer is code that no review here has seen, with all the function's rights.",
  mend: "Give each function its own entry in components/functions.ts, and bundle what it needs.",
  controls: ["lambda.sizing", "least.one-role"],
  severity: "high",
  async check(stack, { each, report }) {
    const seen = new Map<string, Subject>();
    await each(functionsOf(stack), (lambda) => {
      const layers = lambda.list("layers");
      if (layers.length > 0) report({ subject: lambda, property: "layers", found: layers, wanted: "none" });
      const hash = lambda.text("code.hash");
      if (hash === undefined) return; // only a deployment's own state may leave it out
      const twin = seen.get(hash);
      if (twin !== undefined)
        report({ subject: lambda, property: "code", found: `that of '${twin.name}'`, wanted: "code of its own" });
      seen.set(hash, lambda);
    });
  },
});
