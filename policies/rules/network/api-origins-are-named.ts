import * as z from "zod";
import { resourceRule } from "../../engine/define";
import { documentOf } from "../../wiring/api-document";
import { types } from "../../wiring/types";

const header = /\.header\.Access-Control-Allow-Origin$/i;

export const apiOriginsAreNamed = resourceRule({
  name: "api-origins-are-named",
  concern: "network",
  description: "An API answers scripts of one named web origin, by https.",
  rationale:
    "With * every page that a customer opens may call with a token it has got hold of and read the answer; a page by http can be changed on the way to do so.",
  remediation: "Set corsAllowedOrigins to the shop's https origin.",
  controls: ["api.authorization", "lambda.function-url"],
  severity: "medium",
  types: [types.restApi],
  parameters: {
    any: z.boolean().default(false).describe("Whether every origin may call: where there are no customers."),
  },
  check(api, { report, parameters: { any } }) {
    const origins = new Set(originsIn(documentOf(api)));
    for (const found of origins) {
      if (any || /^https:\/\/[^*\s]+$/.test(found)) continue;
      report(api, "body", found, "an https origin in Access-Control-Allow-Origin");
    }
    if (origins.size > 1) report(api, "body", [...origins], "the same origin in all answers");
  },
});

/** Values of the header anywhere in a document; texts stand in quotes there. */
function originsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    header.test(key) && typeof item === "string" ? [item.replace(/^'(.*)'$/, "$1")] : originsIn(item),
  );
}
