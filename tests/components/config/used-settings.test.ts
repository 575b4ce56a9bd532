// A setting that nobody reads is a promise that nobody keeps: somebody sets it, and nothing happens.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { alarmThresholds, functionOverride, watchedFunction } from "../../../components/config/groups";
import { keys } from "../../../components/config/schema";
import { projectRoot } from "../../../launch/project-root.cjs";
import { projectFiles } from "../../support/project-files";

/** Declare settings and check them; what only they name does nothing. */
const declaring = ["groups", "policy-limits", "rules", "schema", "time-rules"].map(
  (name) => `components/config/${name}.ts`,
);

const declared: readonly (readonly [file: string, names: readonly string[]])[] = [
  ["components/config/schema.ts", Object.keys(keys)],
  ["components/config/groups.ts", [alarmThresholds, functionOverride, watchedFunction].flatMap(Object.keys)],
];

function parse(file: string, text = readFileSync(join(projectRoot, file), "utf8")): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function everyNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => everyNode(child, visit));
}

/** Names of properties that a file reads: `config.logLevel`, or `{ logLevel }` taken out of the configuration. */
function propertiesReadIn(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  everyNode(source, (node) => {
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text);
    if (ts.isBindingElement(node)) names.add((node.propertyName ?? node.name).getText());
  });
  return names;
}

/** Where a property with that name is declared: `file:line`. */
function placeOf(source: ts.SourceFile, name: string): string {
  let line = 0;
  everyNode(source, (node) => {
    if (line === 0 && ts.isPropertyAssignment(node) && node.name.getText() === name)
      line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  });
  return `${source.fileName}:${line}`;
}

/** Settings that none of the files reads, with the place of their declaration. */
function unread(sources: readonly ts.SourceFile[]): readonly string[] {
  const read = new Set(sources.flatMap((source) => [...propertiesReadIn(source)]));
  return declared.flatMap(([file, names]) =>
    [...new Set(names)].filter((name) => !read.has(name)).map((name) => `${placeOf(parse(file), name)} ${name}`),
  );
}

const readers = projectFiles
  .filter((file) => /^(components\/.*|index)\.ts$/.test(file) && !declaring.includes(file))
  .map((file) => parse(file));

describe("each setting", () => {
  it("is read by what is deployed, not only declared and checked", () => {
    expect(readers.length).to.be.greaterThan(50);
    expect(unread(readers)).to.deep.equal([]);
  });

  it("would be named with file and line if nobody read it, whether as a property or taken apart", () => {
    const all = declared.flatMap(([, names]) => names);
    const some = all.filter((name) => name !== "logLevel" && name !== "queueAgeSeconds");
    const rest = parse("rest.ts", `const { ${some.join(", ")} } = config; // config.logLevel`);
    const lineOf = (file: string, name: string) => {
      const lines = readFileSync(join(projectRoot, file), "utf8").split("\n");
      return `${file}:${lines.findIndex((line) => line.startsWith(`  ${name}: `)) + 1} ${name}`;
    };

    expect(unread([rest])).to.deep.equal([
      lineOf("components/config/schema.ts", "logLevel"),
      lineOf("components/config/groups.ts", "queueAgeSeconds"),
    ]);
    expect(
      unread([rest, parse("one.ts", "f(config.logLevel); const { queueAgeSeconds: age } = alarms;")]),
    ).to.deep.equal([]);
  });
});
