import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

export const runbookFolder = join(projectRoot, "docs", "runbooks");

/** Files of the runbooks, without the table of contents. */
export const runbooks: readonly string[] = readdirSync(runbookFolder)
  .filter((name) => name !== "README.md")
  .sort();

export function readRunbook(name: string): string {
  return readFileSync(join(runbookFolder, name), "utf8");
}

/** Rows of the table of contents: endings of alarms' names, and the page that they lead to. */
export function endings(): readonly { readonly ending: string; readonly page: string }[] {
  return [...readRunbook("README.md").matchAll(/^\| (.+) \| \[[a-z-]+\]\(([a-z-]+\.md)\) \|$/gm)].flatMap(
    ([, cell = "", page = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, ending = ""]) => ({ ending, page })),
  );
}
