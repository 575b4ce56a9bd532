import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Absolute path of the project: the folder that holds `Pulumi.yaml`, found upwards from this file, compiled or not. */
export const projectRoot = findUp(__dirname);

function findUp(folder: string): string {
  if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("Pulumi.yaml was not found in this folder or in any above it");
  return findUp(parent);
}
