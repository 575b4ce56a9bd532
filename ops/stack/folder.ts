import { join, resolve } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/**
 * Where a run keeps its lock and what others may look at: `.local` in the project, which git ignores. The tests set
 * `BACKOFFICE_RUN_FOLDER`, so that they do not meet the run that somebody has up in the same folder.
 */
export const runFolder = resolve(projectRoot, process.env.BACKOFFICE_RUN_FOLDER ?? join(projectRoot, ".local"));
