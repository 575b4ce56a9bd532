import type { WatchStatus } from "./watch";

/** The line or lines about a change, for the terminal. */
export function watchText({ files, functions, outcome, buildMs, liveMs, message }: WatchStatus): string {
  const [first = "", ...more] = files;
  const what = more.length === 0 ? first : `${first} and ${more.length} more`;
  switch (outcome) {
    case "live":
      return `${what}: live in ${Math.round(liveMs)} ms, bundled in ${Math.round(buildMs)}: ${functions.join(", ")}`;
    case "unchanged":
      return `${what}: changes no function's code`;
    case "failed":
      return `${what}: the code before stays live in ${functions.join(", ")}\n${message ?? ""}`;
    case "restart":
      return `${what}: ${message ?? ""}`;
  }
}
