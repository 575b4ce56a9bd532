import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { awsTypes } from "../../aws/resource-types";
import { projectRoot } from "../../launch/project-root.cjs";
import { projectFiles } from "../support/project-files";

const tokenForm = /^aws:\w+\/\w+:[A-Z]\w*$/;

const table = Object.entries(awsTypes).flatMap(([module, types]) =>
  Object.entries(types).map(([name, token]: [string, string]) => ({ module, name, token })),
);

/** The token that the installed SDK's class has, by its file: `sqs/queue`. Empty when there is no such class. */
function tokenOfSdk(path: string): string {
  const file = join(projectRoot, "node_modules", "@pulumi", "aws", `${path}.js`);
  return existsSync(file) ? (/__pulumiType = '([^']+)'/.exec(readFileSync(file, "utf8"))?.[1] ?? "") : "";
}

/** Texts of a source that are type tokens; comments are none. */
function tokensIn(file: string): readonly string[] {
  const text = sources.get(file) ?? "";
  if (!text.includes("aws:")) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && tokenForm.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

const sources = new Map(
  projectFiles
    .filter((file) => /\.(ts|mjs|cjs)$/.test(file))
    .map((file) => [file, readFileSync(join(projectRoot, file), "utf8")]),
);
const program = [...sources.keys()].filter((file) => !file.startsWith("tests/"));
const tests = [...sources.keys()].filter((file) => file.startsWith("tests/"));

describe("the table of resource types", () => {
  it("has the tokens of the SDK's classes, each under its module and name", () => {
    expect(table.map(({ module, name, token }) => [token, tokenOfSdk(`${module}/${name}`)])).to.deep.equal(
      table.map(({ token }) => [token, token]),
    );
    expect(table.length).to.be.greaterThan(90);
  });

  it("has no type that the program does not use", () => {
    const used = new Set(
      program.flatMap((file) =>
        [...(sources.get(file) ?? "").matchAll(/\bawsTypes\.\w+\.\w+\b/g)].map(([text]) => text),
      ),
    );

    expect(
      table.map(({ module, name }) => `awsTypes.${module}.${name}`).filter((text) => !used.has(text)),
    ).to.deep.equal([]);
  });

  it("is the only place of the program with type tokens", () => {
    const places = program.filter((file) => tokensIn(file).length > 0);

    expect(places).to.deep.equal(["aws/resource-types.ts"]);
  });

  it("leaves no other token to the tests than those of SDK classes", () => {
    // A type that no provider has, for what is said of such.
    const made = "aws:test/thing:Thing";
    const tokens = new Set(tests.flatMap(tokensIn).filter((token) => token !== made));

    expect([...tokens].filter((token) => tokenOfSdk(token.split(":")[1] ?? "") !== token)).to.deep.equal([]);
    expect(tokens.size).to.be.greaterThan(70);
  });
});
