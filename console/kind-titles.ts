import type { NodeKind } from "./contract";

/** Kind of a resource in words. */
export const kindTitles: Readonly<Record<NodeKind, string>> = {
  api: "API",
  function: "function",
  table: "table",
  topic: "topic",
  queue: "queue",
  deadLetterQueue: "failure queue",
  bus: "event bus",
  email: "email",
  archive: "archive",
  outside: "outside the stack",
};
