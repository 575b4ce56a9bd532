import { replacements } from "../../../aws/replacement/all";
import { mustSayCreateFirst } from "../../../aws/replacement/replacement";
import { resourceRule } from "../../engine/define";

export const replacementKeepsData = resourceRule({
  name: "replacement-keeps-data",
  concern: "reliability",
  description:
    "What holds data is not deleted before its replacement exists, and what shares its name with its replacement is.",
  rationale:
    "Pulumi's provider deletes a resource that has an explicit name before it makes the replacement: a table whose key changes loses every item, unasked. The other way round, the deletion of an old alarm takes the new one of the same name along. Source: pulumi-terraform-bridge, and aws/replacement/ for each type.",
  remediation:
    "Set the option deleteBeforeReplace as wanted; docs/upgrading.md says what to do before a change that replaces it.",
  controls: ["protection.replacement"],
  severity: "high",
  types: Object.keys(replacements).filter((type) => replacements[type]?.first !== "either"),
  check(resource, { report }) {
    const replacement = replacements[resource.type];
    if (replacement === undefined) return;
    const found = resource.options.deleteBeforeReplace;
    const wanted = mustSayCreateFirst(replacement)
      ? "false (a resource option): AWS then refuses the second one, and the first keeps its data"
      : replacement.first === "create"
        ? "false, or not set: it is in use until the other one is there"
        : "true, or not set: the old one's deletion would delete the new one";
    const right = mustSayCreateFirst(replacement) ? found === false : found !== (replacement.first === "create");
    if (!right) report(resource, "deleteBeforeReplace", found, wanted);
  },
});
