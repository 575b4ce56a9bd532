import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { projectRoot } from "../../../launch/project-root.cjs";
import { DeployError } from "../../../program/errors";
import type { AssetValue } from "../../../program/resource";
import { zip } from "./zip";

/**
 * The ZIP file of a function's `code`.
 *
 * @throws {DeployError} it is a single text or file, which Lambda does not accept
 */
export function codeArchive(code: AssetValue): Buffer {
  const { content } = code;
  if (content.kind === "archiveFile" && content.path.endsWith(".zip"))
    return readFileSync(resolve(projectRoot, content.path));
  const files = archiveFiles(code, "");
  return zip(Object.fromEntries(files.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function archiveFiles(asset: AssetValue, path: string): [path: string, content: Buffer][] {
  const { content } = asset;
  switch (content.kind) {
    case "archive":
      return Object.entries(content.assets).flatMap(([name, item]) =>
        archiveFiles(item, path === "" ? name : `${path}/${name}`),
      );
    case "archiveFile":
      return folderFiles(resolve(projectRoot, content.path), path);
    case "text":
    case "file":
      if (path === "") throw new DeployError("a function's code must be an archive");
      return [
        [path, content.kind === "text" ? Buffer.from(content.text) : readFileSync(resolve(projectRoot, content.path))],
      ];
  }
}

function folderFiles(folder: string, path: string): [path: string, content: Buffer][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => {
      const file = join(item.parentPath, item.name);
      const name = relative(folder, file).replaceAll("\\", "/");
      return [path === "" ? name : `${path}/${name}`, readFileSync(file)];
    });
}
