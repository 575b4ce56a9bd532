// The page: bundled from its sources by the esbuild that bundles the functions, when it is first asked for, so there is no step to forget.
import { build } from "esbuild";
import { projectRoot } from "../../launch/project-root.cjs";

/** One file of the page. */
export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

/** Files by their path, `/` included. */
export type Assets = ReadonlyMap<string, Asset>;

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Back office console</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/main.css">
<script src="/main.js" defer></script>
</head>
<body><div id="app"></div><noscript>The console needs JavaScript.</noscript></body>
</html>
`;

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#14532d"/><path d="M7 10h7v5H7zM18 17h7v5h-7zM14 12.5h4.500v7H18" fill="none" stroke="#bbf7d0" stroke-width="2"/></svg>`;

let built: Promise<Assets> | undefined;

/** The page's files. @throws {Error} esbuild's own, with file and line */
export function pageAssets(): Promise<Assets> {
  built ??= bundle();
  return built;
}

async function bundle(): Promise<Assets> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: { main: "console/page/main.tsx" },
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    outdir: "out",
    write: false,
    logLevel: "silent",
  });
  const text = (type: string, content: string | Uint8Array): Asset => ({ type, content: Buffer.from(content) });
  return new Map([
    ["/", text("text/html; charset=utf-8", html)],
    ["/icon.svg", text("image/svg+xml", icon)],
    ...outputFiles.map(({ path, contents }) =>
      path.endsWith(".css")
        ? (["/main.css", text("text/css; charset=utf-8", contents)] as const)
        : (["/main.js", text("text/javascript; charset=utf-8", contents)] as const),
    ),
  ]);
}
