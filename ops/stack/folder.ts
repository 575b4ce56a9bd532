import { join, resolve } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/**
 * Folder of a run's lock and of files for other commands: `.local` in the project, which git ignores. The tests set
 * `BACKOFFICE_RUN_FOLDER`, so that they do not interfere with a run of the developer in the same checkout.
 */
export const runFolder = resolve(projectRoot, process.env.BACKOFFICE_RUN_FOLDER ?? join(projectRoot, ".local"));
