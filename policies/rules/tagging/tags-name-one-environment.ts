import { stackRule } from "../../engine/define";
import { environmentOf, tagOf } from "./house/stack-environment";
import { untaggable } from "./house/taggable";

export const tagsNameOneEnvironment = stackRule({
  name: "tags-name-one-environment",
  concern: "tagging",
  description: "All resources of a stack carry the same environment in their tags.",
  rationale: "What carries another stack's environment is paid by it, opened by its rights, and deleted with it.",
  remediation: "Pass the tags of the stack (components/tags.ts) to the resource.",
  controls: ["tags.values"],
  severity: "medium",
  parameters: untaggable,
  async check(stack, { each, report, parameters }) {
    const types = new Set(parameters.untaggable);
    const environment = environmentOf(stack);
    if (environment === undefined) return;
    const taggable = stack.resources.filter(({ type }) => type.startsWith("aws:") && !types.has(type));
    await each(taggable, (resource) => {
      const found = tagOf(resource, "Environment");
      if (found === environment) return;
      report(resource, "tags.Environment", found, `${environment}, as in the rest of the stack`);
    });
  },
});
