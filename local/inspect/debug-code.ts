import { readFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import { join, sep } from "node:path";
import * as esbuild from "esbuild";
import { buildOptions, builtOf, keepMaps } from "../../components/blocks/bundle";
import { buildOf } from "../../components/blocks/source-maps";
import type { FunctionEntry } from "../../components/functions";
import { projectRoot } from "../../launch/project-root.cjs";

/**
 * A function's code for a debugger: not minified, so that variables have their names, and with its source map, whose sources are the files of
 * this checkout.
 *
 * @param root folder of the sources. Default: this project's
 * @throws {esbuild.BuildFailure} the sources do not compile
 */
export async function debugCode(entry: FunctionEntry, root = projectRoot): Promise<string> {
  const result = await esbuild.build({ ...buildOptions([entry], root), minify: false });
  const built = builtOf(result, [entry], root);
  // Stack traces of failed calls are read by it, as those of any other build.
  keepMaps(built);
  const text = built.bundles.get(entry)?.text ?? "";
  const at = text.lastIndexOf("//# sourceURL=");
  const code = text.slice(0, at);
  const map = built.maps.get(buildOf(code));
  if (at < 0 || map === undefined) throw new Error(`the bundle of ${entry} has no source map`);
  return `${code}//# sourceMappingURL=data:application/json;base64,${Buffer.from(withSources(map, root)).toString("base64")}\n${text.slice(at)}`;
}

/** With the text of the project's own files, for debuggers that read no files, and those of packages by their path. */
function withSources(map: string, root: string): string {
  const payload = JSON.parse(map) as SourceMapPayload;
  const sourcesContent = payload.sources.map((source) =>
    source.startsWith("functions/") ? readFileSync(join(root, source), "utf8") : null,
  );
  return JSON.stringify({ ...payload, sourceRoot: root + sep, sourcesContent });
}
