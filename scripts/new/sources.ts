// Finds places in the project's files.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailedError } from "../../cli/errors";
import type { PipelineName } from "../../components/pipelines";
import { projectRoot } from "../../launch/project-root.cjs";

/** A file of a pipeline's component, and what the pattern matched. */
export interface Found {
  /** Path in the project. */
  readonly file: string;
  readonly match: readonly [whole: string, ...groups: string[]];
}

/** Text of a file of the project. @param path relative to the project */
export function textOf(path: string): string {
  return readFileSync(join(projectRoot, path), "utf8");
}

/** The first file below `components/<pipeline>/` in which the pattern matches. @throws {CommandFailedError} there is none */
export function componentFileWith(pipeline: PipelineName, pattern: RegExp): Found {
  const folder = `components/${pipeline}`;
  for (const name of readdirSync(join(projectRoot, folder)).sort()) {
    const file = `${folder}/${name}`;
    const [whole, ...groups] = pattern.exec(textOf(file)) ?? [];
    if (whole !== undefined) return { file, match: [whole, ...groups] };
  }
  throw new CommandFailedError(`nothing was written: nothing in ${folder} reads like ${pattern.source}`);
}
