import type * as z from "zod";

/** Where a message breaks the schema. Paths and rules only: zod's messages do not quote values. */
export function issuesText(error: z.ZodError): string {
  return error.issues
    .slice(0, 10)
    .map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`)
    .join("; ");
}
