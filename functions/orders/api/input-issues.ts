import type * as z from "zod";
import type { InputIssue } from "../../contracts/orders/problems";

/** Issues beyond these are not listed: the caller finds them at the next try, once these are fixed. */
const mostIssues = 20;

/** zod's findings by JSON pointer (RFC 6901). The input's values are not repeated. */
export function inputIssues(error: z.ZodError): InputIssue[] {
  return error.issues.flatMap(issuesOf).slice(0, mostIssues);
}

function issuesOf(issue: z.core.$ZodIssue): InputIssue[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail: "is not a known field" }));
  }
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return [{ pointer: pointerOf(issue.path), detail: missing ? "is missing" : issue.message }];
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
