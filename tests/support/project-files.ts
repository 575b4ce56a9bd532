import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/** All files of the project by their paths from its root, without installed packages and what is hidden; the workflows are not hidden. */
export const projectFiles: readonly string[] = filesIn(projectRoot);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "node_modules" || (entry.name.startsWith(".") && entry.name !== ".github")) return [];
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return entry.isFile() ? relative(projectRoot, path).replaceAll("\\", "/") : [];
    return filesIn(path);
  });
}
