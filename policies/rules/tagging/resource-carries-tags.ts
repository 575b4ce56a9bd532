import * as z from "zod";
import { tagsFor } from "../../../components/tags";
import { resourceRule } from "../../engine/define";
import { tagOf } from "./house/stack-environment";
import { untaggable } from "./house/taggable";

const { Environment: _, ...fixed } = tagsFor("");

export const resourceCarriesTags = resourceRule({
  name: "resource-carries-tags",
  concern: "tagging",
  description: "Everything that takes tags carries those of the house.",
  rationale:
    "Cost reports, access by tag and clean-up go by tags: what lacks them is paid by nobody and belongs to nobody.",
  remediation: "Pass the tags of the stack (components/tags.ts) to the resource.",
  controls: ["tags.values", "lambda.described", "dynamodb.tags", "sns.tags", "sqs.tags", "events.tags"],
  severity: "medium",
  types: [],
  parameters: {
    tags: z
      .record(z.string(), z.string())
      .default(fixed)
      .describe("Tags and their values, besides Environment, whose value is the stack's own."),
    ...untaggable,
  },
  check(resource, { report, parameters: { tags, untaggable } }) {
    if (!resource.type.startsWith("aws:") || untaggable.includes(resource.type)) return;
    if (tagOf(resource, "Environment") === undefined) {
      report(resource, "tags.Environment", undefined, "the stack's environment");
    }
    for (const [name, value] of Object.entries(tags)) {
      const found = tagOf(resource, name);
      if (found !== value) report(resource, `tags.${name}`, found, value);
    }
  },
});
