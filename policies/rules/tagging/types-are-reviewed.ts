import * as z from "zod";
import { NAMESPACE } from "../../../components/type-tokens";
import { resourceRule } from "../../engine/define";
import { reviewedTypes } from "./house/reviewed-types";

export const typesAreReviewed = resourceRule({
  name: "types-are-reviewed",
  concern: "tagging",
  description: "Every type of resource has been looked at by somebody who asked what may be wrong with it.",
  rationale:
    "A pack says nothing about a type that it does not know: silence would be taken for a pass on the day on which the type appears.",
  remediation:
    "Write the rules that the type needs, or find that it needs none, and add it with the reason to policies/rules/tagging/house/reviewed-types.ts.",
  controls: ["review.types"],
  severity: "medium",
  types: [],
  parameters: {
    types: z
      .array(z.string())
      .default(Object.keys(reviewedTypes))
      .describe("Types that are reviewed; Pulumi's own stacks and providers always are."),
    components: z.string().default(`${NAMESPACE}:`).describe("How the types of this program's own components begin."),
  },
  check(resource, { report, parameters: { types, components } }) {
    const { type } = resource;
    // Components have no properties of their own; providers and stacks make nothing.
    if (type.startsWith(components) || type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:")) return;
    if (types.includes(type)) return;
    report(resource, "type", type, "a type that was reviewed");
  },
});
