import type { WatchChange } from "./contract";

/** The files of a change: the first, and how many more. */
export function filesText(files: readonly string[]): string {
  const [first = "", ...more] = files;
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}

/** What came of a change, without what the compiler said. */
export function resultText({ outcome, functions, buildMs, liveMs }: Omit<WatchChange, "at">): string {
  switch (outcome) {
    case "live":
      return `live in ${Math.round(liveMs)} ms, bundled in ${Math.round(buildMs)}: ${functions.join(", ")}`;
    case "unchanged":
      return "changes no function's code";
    case "failed":
      return `the code before stays live in ${functions.join(", ")}`;
    case "restart":
      return "declares resources";
  }
}
