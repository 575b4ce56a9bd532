import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Absolute path of the project: the folder that holds `Pulumi.yaml`, found upwards from this file, compiled or not. */
export const projectRoot = findUp(__dirname);

/** The project's name, which `Pulumi.yaml` alone says: settings carry it in front, and resources as a tag. */
export const projectName = nameIn(readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8"));

function nameIn(text: string): string {
  const name = /^name: *["']?([\w.-]+)["']? *$/m.exec(text)?.[1];
  if (name === undefined)
    throw new Error("Pulumi.yaml does not say the project's name: a line such as 'name: backoffice'");
  return name;
}

function findUp(folder: string): string {
  if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("Pulumi.yaml was not found in this folder or in any above it");
  return findUp(parent);
}
