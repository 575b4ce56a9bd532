import esbuild from "esbuild";
import { projectRoot } from "../../launch/project-root.cjs";

/** Bundles a bare handler with the options that the program's functions have. */
export function bundleBare(entry: string): string {
  const result = esbuild.buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [entry],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}
