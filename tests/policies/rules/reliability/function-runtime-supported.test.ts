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
  passes: { "a function that brings its own image": [resource(t.function, "own", { packageType: "Image" })] },
  refuses: {
    "a function without a runtime": [
      drop("sender", "runtime"),
      /runtime is not set, wanted one of (fresh|ending|ended), /,
    ],
    "a runtime that is not in the list": [set("sender", "runtime", "nodejs18.x"), /runtime is nodejs18.x/],
    "a runtime whose support has ended": [
      set("sender", "runtime", "ended"),
      /runtime is ended, wanted a runtime with more than 10 days to go/,
    ],
    "a runtime whose support ends within the days ahead": [set("sender", "runtime", "ending"), /runtime is ending/],
  },
});
