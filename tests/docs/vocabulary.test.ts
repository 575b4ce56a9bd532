// Names and texts use the field's words: see vocabulary.ts, which says what to write instead.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { projectRoot } from "../../launch/project-root.cjs";
import { projectFiles } from "../support/project-files";
import { identifiers, paths, texts, type Word } from "./vocabulary";

/** The history keeps its words, and so does the list of those that are not used. */
const exempt = new Set(["CHANGELOG.md", "tests/docs/vocabulary.ts", "tests/docs/vocabulary.test.ts"]);

const read = /\.(ts|mjs|cjs|md|ya?ml)$/;

describe("the project's words", () => {
  const files = projectFiles
    .filter((file) => read.test(file) && !exempt.has(file))
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), "utf8") }));

  it("are the field's in names of types, functions, variables and properties", () => {
    expect(files.filter(({ path }) => path.endsWith(".ts")).flatMap(inIdentifiers)).to.deep.equal([]);
  });

  it("are the field's in comments, messages, titles and pages", () => {
    expect(files.flatMap(inLines)).to.deep.equal([]);
  });

  it("are the field's in names of files", () => {
    expect(files.flatMap(({ path }) => found(paths, path, path, path))).to.deep.equal([]);
  });

  it("are found with file, line and what to write instead", () => {
    const text = "interface Stem {\n  readonly mailCount: number; // sent by hand\n}\n";

    expect(inIdentifiers({ path: "components/a.ts", text })).to.deep.equal([
      "components/a.ts:1: 'Stem', use LogicalName",
      "components/a.ts:2: 'mailCount', use email",
    ]);
    expect(inLines({ path: "components/a.ts", text })).to.deep.equal([
      "components/a.ts:2: 'by hand', use manually, manual",
    ]);
    expect(found(paths, "local/ses/stand-in.ts", "local/ses/stand-in.ts", "local/ses/stand-in.ts")).to.have.length(1);
  });

  it("do not count inside other words, nor in files where they mean something else", () => {
    const text = "const system = { emailCount: 1, mail: 2, asked: 3, capitalLetterCount: 4, failures: [] };\n";

    expect(inIdentifiers({ path: "scripts/a.ts", text })).to.deep.equal([]);
    expect(inIdentifiers({ path: "components/a.ts", text })).to.deep.equal([
      "components/a.ts:1: 'failures', use deadLetterQueue, deliveryDeadLetterQueue",
    ]);
  });
});

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Parsed sources by their text: names and prose are read from the same. */
const parsed = new Map<string, ts.SourceFile>();

function parse({ path, text }: TextFile): ts.SourceFile {
  const source = parsed.get(text) ?? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  parsed.set(text, source);
  return source;
}

function inIdentifiers(file: TextFile): string[] {
  const { path } = file;
  const source = parse(file);
  const hits: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const words = isChosenHere(node) ? identifiers : identifiers.filter(({ only }) => only === undefined);
      hits.push(...found(words, node.text.replace(/^#/, ""), path, `${path}:${line}`));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return hits;
}

/** Whether this declares a variable, a parameter or a function by a name that is not a property's at the same time. */
function isChosenHere(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) return parent.name === node && parent.propertyName !== undefined;
  return (
    (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isFunctionDeclaration(parent)) &&
    parent.name === node
  );
}

function inLines(file: TextFile): string[] {
  const { path, text } = file;
  const everywhere = texts.filter(({ only }) => only === undefined);
  const prose = texts.filter(({ only }) => only === "prose");
  const inProse = path.endsWith(".md") ? text : proseOf(file);
  const read = (words: readonly Word[], content: string) =>
    content.split("\n").flatMap((line, index) => found(words, line, path, `${path}:${index + 1}`));
  return [...read(everywhere, text), ...(inProse === undefined ? [] : read(prose, inProse))];
}

/** Comments and sentences in string literals, with everything else blanked, so that lines keep their numbers. Undefined: not TypeScript. */
function proseOf(file: TextFile): string | undefined {
  const { path, text } = file;
  if (!path.endsWith(".ts")) return undefined;
  const kept: [number, number][] = [];
  const source = parse(file);
  const visit = (node: ts.Node): void => {
    const children = node.getChildren();
    if (children.length === 0) {
      for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) kept.push([pos, end]);
      for (const { pos, end } of ts.getTrailingCommentRanges(text, node.end) ?? []) kept.push([pos, end]);
      const isText = ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node);
      if (isText && /\s/.test(node.text.trim())) kept.push([node.getStart() + 1, node.end - 1]);
    }
    children.forEach(visit);
  };
  visit(source);
  const blanked = text.replace(/[^\n]/g, " ").split("");
  for (const [start, end] of kept) for (let at = start; at < end; at++) blanked[at] = text.charAt(at);
  return blanked.join("");
}

function found(words: readonly Word[], text: string, path: string, at: string): string[] {
  return words.flatMap((word) => {
    const { avoid, use, within } = word;
    if (within?.test(path) === false) return [];
    const hit = avoid.exec(text);
    if (hit === null) return [];
    return `${at}: '${texts.includes(word) ? hit[0] : text}', use ${use}`;
  });
}
