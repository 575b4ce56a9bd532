import { stackRule } from "../../engine/define";
import { environmentOf, tagOf } from "./house/stack-environment";
import { untaggable } from "./house/taggable";

export const tagsNameOneEnvironment = stackRule({
  name: "tags-name-one-environment",
  concern: "tagging",
  title: "All resources of a stack carry the same environment in their tags.",
  why: "What carries another stack's environment is paid by it, opened by its rights, and deleted with it.",
  mend: "Pass the tags of the stack (components/tags.ts) to the resource.",
  controls: ["tags.values"],
  severity: "medium",
  parameters: untaggable,
  async check(stack, { each, report, parameters }) {
    const types = new Set(parameters.untaggable);
    const environment = environmentOf(stack);
    if (environment === undefined) return;
    const taggable = stack.subjects.filter(({ type }) => type.startsWith("aws:") && !types.has(type));
    await each(taggable, (subject) => {
      const found = tagOf(subject, "Environment");
      if (found === environment) return;
      report({ subject, property: "tags.Environment", found, wanted: `${environment}, as in the rest of the stack` });
    });
  },
});
