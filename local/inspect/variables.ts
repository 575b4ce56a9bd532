import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";

/** Variables of the emulator, whose workers inherit them, in a run that inspects a function. */
export const inspectVariables: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--require ${JSON.stringify(join(projectRoot, "local", "inspect", "preload.cjs"))}`,
};
