import { filesText, resultText } from "../../console/watch-text";
import type { WatchStatus } from "./watch";

/** The line or lines about a change, for the terminal. */
export function watchText(status: WatchStatus): string {
  const { files, outcome, message = "" } = status;
  const result = outcome === "restart" ? message : resultText(status);
  return `${filesText(files)}: ${result}${outcome === "failed" ? `\n${message}` : ""}`;
}
