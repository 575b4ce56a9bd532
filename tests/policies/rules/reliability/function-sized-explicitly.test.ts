import { functionSizedExplicitly } from "../../../../policies/rules/reliability/function-sized-explicitly";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { t } from "./shop-parts";

testRule(functionSizedExplicitly, {
  valid: [resource(t.function, "sender", { memorySize: 128, timeout: 30 })],
  passing: [{ title: "the most memory", resources: [resource(t.function, "big", { memorySize: 3_008, timeout: 1 })] }],
  failing: [
    {
      title: "a function without a memory size",
      change: (valid) => drop(valid, "sender", "memorySize"),
      type: t.function,
      name: "sender",
      says: /memorySize is not set, wanted 128 to 3008 MB/,
    },
    {
      title: "more memory than Lambda has",
      change: (valid) => set(valid, "sender", "memorySize", 10_241),
      type: t.function,
      name: "sender",
      says: /memorySize is 10241/,
    },
    {
      title: "less memory than Lambda takes",
      change: (valid) => set(valid, "sender", "memorySize", 127),
      type: t.function,
      name: "sender",
      says: /memorySize is 127/,
    },
    {
      title: "a function without a timeout",
      change: (valid) => drop(valid, "sender", "timeout"),
      type: t.function,
      name: "sender",
      says: /timeout is not set, wanted 1 to 30 seconds/,
    },
    {
      title: "one second more than the house allows",
      change: (valid) => set(valid, "sender", "timeout", 31),
      type: t.function,
      name: "sender",
      says: /timeout is 31/,
    },
  ],
});
