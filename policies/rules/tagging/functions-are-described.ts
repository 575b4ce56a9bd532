import { resourceRule } from "../../engine/define";

export const functionsAreDescribed = resourceRule({
  name: "functions-are-described",
  concern: "tagging",
  description: "Functions say what they do.",
  rationale: "Who is woken by an alarm at night sees the function's name and its description, before any code.",
  remediation: "Set description to one short sentence, at most 256 characters.",
  controls: ["lambda.described"],
  severity: "low",
  types: ["aws:lambda/function:Function"],
  check(lambda, { report }) {
    const found = lambda.text("description");
    if (found !== undefined && found.length >= 10 && found.length <= 256) return;
    report(lambda, "description", found, "10 to 256 characters");
  },
});
