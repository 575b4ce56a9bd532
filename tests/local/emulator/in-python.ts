import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "../../../launch/project-root.cjs";
import { bootstrap } from "../../../local/emulator/bootstrap";

/**
 * What a script prints, as JSON, in the emulator's own Python, without an emulator.
 *
 * @param file of `local/emulator`, run before as `own`
 */
export async function inPython(file: string, script: string): Promise<unknown> {
  const python = await bootstrap({ signal: new AbortController().signal });
  const path = JSON.stringify(join(projectRoot, "local", "emulator", file));
  const before = `import json, runpy, sys\nown = runpy.run_path(${path})\n`;
  return JSON.parse(execFileSync(python, ["-c", before + script], { encoding: "utf8" }));
}
