import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { isSafePattern } from "redos-detector";
import * as ts from "typescript";
// Loaded first: what it makes when it is loaded is none of ours.
import "zod";
import { compile } from "../../../launch/compile.mjs";
import { projectRoot } from "../../../launch/project-root.cjs";

/** A regular expression of the functions. */
interface Found {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Those that the checker gives up on, or that cost more than one walk, and why no text can make them slow. */
const addresses = "at most 254 characters are looked at, and of each label 63";

const bounded: readonly (Pick<Found, "file"> & { readonly begins: string; readonly reason: string })[] = [
  { file: "functions/contracts/fields/email-address.ts", begins: "^[A-Za-z0-9!#$%&'*+", reason: addresses },
  {
    file: "functions/contracts/fields/email-address.ts",
    begins: "^([A-Za-z0-9]([A-Za-z0-9-]{0,61}",
    reason: addresses,
  },
  { file: "functions/orders/authorizer/key-source.ts", begins: "\\/+$", reason: "the issuer is a setting" },
  {
    file: "functions/shared/redaction/index.ts",
    begins: "^ {4}at ",
    reason: "tried once for each line, and no part of it is longer than 1,024 characters",
  },
  {
    file: "functions/shared/redaction/secret-shapes.ts",
    begins: "(?:\\b(?:bearer|basic)",
    reason: "sees the 24 characters in front of a word",
  },
];

function sourceFiles(folder = "functions"): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? sourceFiles(path) : path.endsWith(".ts") ? [path] : [];
  });
}

/** Literals, and whether others are made. */
function readFile(file: string): { readonly literals: readonly Found[]; readonly makesOthers: boolean } {
  const literals: Found[] = [];
  let makesOthers = false;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      literals.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    const isMade = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === "RegExp";
    if (isMade) makesOthers = true;
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(join(projectRoot, file), "utf8"), ts.ScriptTarget.Latest, true));
  return { literals, makesOthers };
}

/** What a module makes while it is loaded. */
function madeBy(file: string): Found[] {
  const made: Found[] = [];
  const { RegExp: original } = globalThis;
  globalThis.RegExp = new Proxy(original, {
    construct: (target, [source, flags]: [string | RegExp, string?]) => {
      const expression = new target(source, flags);
      if (typeof source === "string") made.push({ file, source, flags: expression.flags });
      return expression;
    },
  });
  try {
    createRequire(__filename)(compile(file));
  } finally {
    globalThis.RegExp = original;
  }
  return made;
}

const isSlow = ({ source, flags }: Found) =>
  !isSafePattern(source, {
    caseInsensitive: flags.includes("i"),
    unicode: flags.includes("u"),
    dotAll: flags.includes("s"),
    multiLine: flags.includes("m"),
    maxScore: 200,
    maxSteps: 20_000,
    timeout: Number.POSITIVE_INFINITY,
  }).safe;

describe("the functions' regular expressions", () => {
  const files = sourceFiles().map((file) => ({ file, ...readFile(file) }));
  const literals = files.flatMap((file) => file.literals);
  const makers = files.filter(({ makesOthers }) => makesOthers).map(({ file }) => file);

  it("are linear, those that are written and those that are made, but for a few whose input is bounded", () => {
    expect(literals.length).to.be.above(60);
    expect(makers.length).to.be.above(2);
    const made = makers.flatMap((file) => {
      const found = madeBy(file);
      expect(found, `${file} makes one when it is loaded`).to.not.have.lengthOf(0);
      return found;
    });
    // A module makes those of the modules that it imports as well: an expression is of the module that makes the fewest.
    const countOf = (file: string) => made.filter((one) => one.file === file).length;
    const own = made.filter(
      ({ file, source }) => !made.some((other) => other.source === source && countOf(other.file) < countOf(file)),
    );
    const isBounded = (one: Found) =>
      bounded.some(({ file, begins }) => file === one.file && one.source.startsWith(begins));
    const all = [...literals, ...own];
    expect(all.filter((one) => !isBounded(one) && isSlow(one))).to.deep.equal([]);
    expect(all.filter(isBounded)).to.have.lengthOf(bounded.length);
  });

  it("would be found if they were not", () => {
    for (const source of ["(a+)+$", "\\s+$", "(?:%40|%25)*@", "(a|a)*b"]) {
      expect(isSlow({ file: "", source, flags: "" }), source).to.equal(true);
    }
    expect(isSlow({ file: "", source: "^[a-z]{1,9}$", flags: "" })).to.equal(false);
  });
});
