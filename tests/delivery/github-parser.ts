import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import esbuild from "esbuild";
import { projectRoot } from "../../launch/project-root.cjs";

interface Parser {
  readonly diagnose: (kind: "workflow" | "action", name: string, content: string) => Promise<string[]>;
}

/**
 * What GitHub's own parser says against a workflow or an action. It is an ES module that loads JSON in a way that Node refuses, so it
 * is bundled first.
 */
export function diagnose(kind: "workflow" | "action", name: string, content: string): Promise<string[]> {
  parser ??= loadParser();
  return parser.diagnose(kind, name, content);
}

let parser: Parser | undefined;

const source = `
import { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
export async function diagnose(kind, name, content) {
  const parse = kind === "workflow" ? parseWorkflow : parseAction;
  const { context, value } = parse({ name, content }, new NoOperationTraceWriter());
  const template = kind === "workflow" && value ? await convertWorkflowTemplate(context, value) : {};
  const found = [...context.errors.getErrors().map((error) => error.message), ...(template.errors ?? []).map((error) => error.Message)];
  return [...new Set(found)];
}`;

function loadParser(): Parser {
  const { outputFiles } = esbuild.buildSync({
    stdin: { contents: source, resolveDir: projectRoot },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    write: false,
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text ?? "";
  const folder = join(projectRoot, "node_modules", ".cache", "backoffice");
  const file = join(folder, `github-parser-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.cjs`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  return createRequire(__filename)(file);
}
