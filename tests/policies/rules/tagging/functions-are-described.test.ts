import { functionsAreDescribed } from "../../../../policies/rules/tagging/functions-are-described";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/function:Function";

testRule(functionsAreDescribed, {
  valid: [
    resource(type, "sender", { description: "Sends mail" }),
    resource(type, "long", { description: "x".repeat(256) }),
  ],
  failing: [
    {
      title: "a function that says nothing",
      change: (valid) => drop(valid, "sender", "description"),
      type: type,
      name: "sender",
      says: /description is not set, wanted 10 to 256 characters/,
    },
    {
      title: "hardly a word",
      change: (valid) => set(valid, "sender", "description", "Sends mai"),
      type: type,
      name: "sender",
      says: /description is Sends mai/,
    },
    {
      title: "more than Lambda takes",
      change: (valid) => set(valid, "long", "description", "x".repeat(257)),
      type: type,
      name: "long",
      says: /description is x/,
    },
  ],
});
