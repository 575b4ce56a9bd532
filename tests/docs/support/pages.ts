import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../../launch/project-root.cjs";

/** A Markdown page of the project. */
export interface Page {
  /** From the project's root, such as `docs/delivery.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Everything that people read: the README, how to contribute, security, and all of `docs/`. */
export function allPages(): readonly Page[] {
  return ["README.md", "CONTRIBUTING.md", "SECURITY.md", ...markdownIn("docs")].map((path) => ({
    path,
    text: readFileSync(join(projectRoot, path), "utf8"),
  }));
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return markdownIn(path);
      return path.endsWith(".md") ? [path] : [];
    })
    .sort();
}

const fence = /^( *)```([a-z]*)\n([\s\S]*?)^ *```$/gm;

export function blocksOf({ text }: Page): readonly Block[] {
  return [...text.matchAll(fence)].map(([, , language = "", body = ""]) => ({ language, text: body }));
}

/** The page without its fenced blocks. */
export function proseOf({ text }: Page): string {
  return text.replace(fence, "");
}

/** Inline code, without its backticks and the backslashes that tables need. */
export function codesOf(page: Page): readonly string[] {
  return [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code.replaceAll("\\|", "|"));
}

/** Where links lead: `target#anchor` as written. */
export function linksOf(page: Page): readonly string[] {
  return [
    ...proseOf(page)
      .replace(/`[^`\n]+`/g, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, target = ""]) => target);
}

/** Anchors as GitHub makes them from headings. */
export function anchorsOf(page: Page): readonly string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
