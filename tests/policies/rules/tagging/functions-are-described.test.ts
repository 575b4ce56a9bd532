import { functionsAreDescribed } from "../../../../policies/rules/tagging/functions-are-described";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:lambda/function:Function";

testRule(functionsAreDescribed, {
  valid: [
    resource(type, "sender", { description: "Sends mail" }),
    resource(type, "long", { description: "x".repeat(256) }),
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
