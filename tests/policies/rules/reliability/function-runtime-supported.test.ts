import { functionRuntimeSupported } from "../../../../policies/rules/reliability/function-runtime-supported";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

/** The day that is so many days from now. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

testRule(functionRuntimeSupported, {
  valid: [resource(t.function, "sender", { runtime: "fresh" })],
  config: {
    runtimes: { fresh: inDays(12), ending: inDays(8), ended: inDays(-1) },
    daysAhead: 10,
    reason: "The test has dates of its own.",
  },
  passing: [
    {
      title: "a function that brings its own image",
      resources: [resource(t.function, "own", { packageType: "Image" })],
    },
  ],
  failing: [
    {
      title: "a function without a runtime",
      change: (valid) => drop(valid, "sender", "runtime"),
      type: t.function,
      name: "sender",
      says: /runtime is not set, wanted one of (fresh|ending|ended), /,
    },
    {
      title: "a runtime that is not in the list",
      change: (valid) => set(valid, "sender", "runtime", "nodejs18.x"),
      type: t.function,
      name: "sender",
      says: /runtime is nodejs18.x/,
    },
    {
      title: "a runtime whose support has ended",
      change: (valid) => set(valid, "sender", "runtime", "ended"),
      type: t.function,
      name: "sender",
      says: /runtime is ended, wanted a runtime with more than 10 days to go/,
    },
    {
      title: "a runtime whose support ends within the days ahead",
      change: (valid) => set(valid, "sender", "runtime", "ending"),
      type: t.function,
      name: "sender",
      says: /runtime is ending/,
    },
  ],
});
