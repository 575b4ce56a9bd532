import {
  functionRuntimeSupported,
  functionSizedExplicitly,
  functionsAreDescribed,
  functionsRunTheirOwnCode,
  functionTraced,
} from "../../../../policies/rules/lambda/functions";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { functionType as type } from "../../../support/policies/shops/watched";
import { t } from "../../../support/policies/shops/wired-parts";

testRule(functionSizedExplicitly, {
  valid: [resource(t.function, "sender", { memorySize: 128, timeout: 30 })],
  passes: { "the most memory": [resource(t.function, "big", { memorySize: 3_008, timeout: 1 })] },
  refuses: {
    "a function without a memory size": [drop("sender", "memorySize"), /memorySize is not set, wanted 128 to 3008 MB/],
    "more memory than Lambda has": [set("sender", "memorySize", 10_241), /memorySize is 10241/],
    "less memory than Lambda takes": [set("sender", "memorySize", 127), /memorySize is 127/],
    "a function without a timeout": [drop("sender", "timeout"), /timeout is not set, wanted 1 to 30 seconds/],
    "one second more than the house allows": [set("sender", "timeout", 31), /timeout is 31/],
  },
});

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

const functionType = "aws:lambda/function:Function";

testRule(functionsAreDescribed, {
  valid: [
    resource(functionType, "sender", { description: "Sends email" }),
    resource(functionType, "long", { description: "x".repeat(256) }),
  ],
  refuses: {
    "a function that says nothing": [
      drop("sender", "description"),
      /description is not set, wanted 10 to 256 characters/,
    ],
    "hardly a word": [set("sender", "description", "Sends mai"), /description is Sends mai/],
    "more than Lambda takes": [set("long", "description", "x".repeat(257)), /description is x/],
  },
});

testRule(functionTraced, {
  valid: [resource(type, "sender", { tracingConfig: { mode: "Active" } })],
  refuses: {
    "Lambda's default": [drop("sender", "tracingConfig"), /tracingConfig\.mode is not set, wanted Active/],
    "traces that others must begin": [set("sender", "tracingConfig.mode", "PassThrough"), /is PassThrough/],
  },
});

testRule(functionsRunTheirOwnCode, {
  valid: [
    resource(t.function, "create", { code: { hash: "c1" } }),
    resource(t.function, "get", { code: { hash: "9e" } }),
  ],
  refuses: {
    "a function with another's bundle": [
      set("get", "code.hash", "c1"),
      /code is that of 'create', wanted code of its own/,
    ],
    "code from elsewhere": [
      set("get", "layers", ["arn:aws:lambda:eu-central-1:999999999999:layer:helper:7"]),
      /layers is .*helper:7.*, wanted none/,
    ],
  },
});
