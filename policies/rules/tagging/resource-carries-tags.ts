import * as z from "zod";
import { tagsFor } from "../../../components/tags";
import { resourceRule } from "../../engine/define";
import { tagOf } from "./house/stack-environment";
import { untaggable } from "./house/taggable";

const { Environment: _, ...fixed } = tagsFor("");

export const resourceCarriesTags = resourceRule({
  name: "resource-carries-tags",
  concern: "tagging",
  title: "Everything that takes tags carries those of the house.",
  why: "Cost reports, access by tag and clean-up go by tags: what lacks them is paid by nobody and belongs to nobody.",
  mend: "Pass the tags of the stack (components/tags.ts) to the resource.",
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
  check(subject, { report, parameters: { tags, untaggable } }) {
    if (!subject.type.startsWith("aws:") || untaggable.includes(subject.type)) return;
    if (tagOf(subject, "Environment") === undefined) {
      report({ subject, property: "tags.Environment", found: undefined, wanted: "the stack's environment" });
    }
    for (const [name, value] of Object.entries(tags)) {
      const found = tagOf(subject, name);
      if (found !== value) report({ subject, property: `tags.${name}`, found, wanted: value });
    }
  },
});
