import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "../../launch/project-root.cjs";

/** Doc comments of settings, by the constant that declares them and by their name. */
export type Comments = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads the doc comments of all members of objects in `components/config`, so that each setting is described where it is declared and nowhere else. */
export function configComments(): Comments {
  const folder = join(projectRoot, "components", "config");
  const comments = new Map<string, Map<string, string>>();
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  for (const file of files.toSorted()) {
    const source = ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2023, true);
    visit(source, undefined, comments);
  }
  return comments;
}

function visit(node: ts.Node, constant: string | undefined, comments: Map<string, Map<string, string>>): void {
  const name = ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) ? node.name.text : constant;
  if (name !== undefined && ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
    const text = ts
      .getJSDocCommentsAndTags(node)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
      .join(" ");
    if (text !== "")
      comments.set(name, (comments.get(name) ?? new Map()).set(node.name.text, text.replace(/\s+/g, " ")));
  }
  ts.forEachChild(node, (child) => visit(child, name, comments));
}
