import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as ts from "typescript";
import { projectName, projectRoot } from "../../launch/project-root.cjs";
import { projectFiles } from "../support/project-files";
import { expectedPipelines } from "./expected/pipelines";

/** Sources of the program and its tools. */
const sources = projectFiles.filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !file.startsWith("tests/"));

const stored = "names what is stored or published already, and stays when the project gets another name";
const own = "a folder or a marker that only this project's tools look for";

/** Texts with the word in them that do not mean the project's name, and why. */
const others: readonly (readonly [file: string, text: string, reason: string])[] = [
  ["components/blocks/bundle.ts", "backoffice", own],
  ["components/blocks/encryption-key.ts", "Encrypts everything the backoffice keeps in ", "a word of English"],
  ["components/config/schema.ts", "backoffice", "a seed"],
  [
    "launch/project-root.cjs",
    "Pulumi.yaml does not say the project's name: a line such as 'name: backoffice'",
    "an example",
  ],
  ["components/type-tokens.ts", "backoffice", "begins type tokens"],
  ["functions/contracts/bus.ts", "backoffice.orders", stored],
  ["functions/contracts/orders/problems.ts", "urn:backoffice:problem:", stored],
  ["functions/orders/domain/cursor.ts", "backoffice:orders:cursor:1", stored],
  ["functions/orders/domain/order-id.ts", "backoffice:orders:order-id:1", stored],
  ["local/deploy/adapters/sns.ts", "backoffice-local-run", own],
  ["local/emulator/start.ts", "backoffice-emulator-", own],
  ["policies/pack.ts", "backoffice", "the policy pack's name, by which settings of an organization find it"],
  ["policies/start.cjs", "backoffice", own],
  ["local/bench/bare/publisher.ts", "backoffice.orders", stored],
  ["local/bench/cold-starts.ts", "backoffice-bench-", own],
  ["local/bench/inputs.ts", "backoffice/staff", "a scope"],
  ["local/bench/own-cpu-once.ts", "backoffice/staff", "a scope"],
  ["local/bench/starts.ts", "backoffice-bench-", own],
  ["launch/compile.mjs", "backoffice", own],
  ["scripts/configuration/examples.ts", "backoffice-boundary", "a value of somebody's own"],
  ["scripts/delivery/github.ts", "<!-- backoffice:", own],
  ["scripts/require-system.cjs", "backoffice cannot write to ", "a word of English"],
  ["scripts/require-system.cjs", "backoffice runs on ", "a word of English"],
  ["launch/require-node.cjs", "backoffice needs Node.js ", "a word of English"],
  ["scripts/run.mjs", "backoffice", own],
  ["scripts/test/suite.ts", "backoffice-test-", own],
  ...expectedPipelines.flatMap(({ lookalikes }) => lookalikes),
];

/** Texts of a source that hold the project's name: literals, and the fixed parts of templates. */
function mentions(file: string): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && /(?<![A-Za-z])backoffice(?![A-Za-z])/.test(node.text)) found.push([file, node.text]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(projectRoot, file), "utf8"), ts.ScriptTarget.Latest, true));
  return found;
}

describe("the project's name", () => {
  it("is read from Pulumi.yaml", () => {
    expect(projectName).to.equal("backoffice");
  });

  it("is written in no source: what looks like it is something else, with a reason", () => {
    const found = sources.flatMap(mentions);

    const shown = found.map(([file, text]) => {
      const [, begins] = others.find(([other, start]) => other === file && text.startsWith(start)) ?? [];
      return [file, begins ?? text];
    });
    expect(shown.sort()).to.deep.equal(others.map(([file, text]) => [file, text]).sort());
  });
});
