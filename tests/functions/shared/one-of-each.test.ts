// There is one type, or one way, for each kind of text from outside: here the source is read for a second one.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { projectRoot } from "../../../launch/project-root.cjs";

const rooms = ["functions", "components", "ops", "cli"];

type Kind = (node: ts.Node, source: ts.SourceFile) => boolean;

/** Files of these rooms, and what they hold of a kind, once for each. */
function filesWith(isOne: Kind): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(projectRoot, room), { recursive: true, encoding: "utf8" })
      .filter((entry) => entry.endsWith(".ts"))
      .flatMap((entry) => found(join(room, entry), readFileSync(join(projectRoot, room, entry), "utf8"), isOne)),
  );
}

function found(file: string, text: string, isOne: Kind): string[] {
  const files: string[] = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (isOne(node, source)) files.push(file);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return files;
}

/** The text of a regular expression: a literal, or what is given to `RegExp`. */
function expression(node: ts.Node, source: ts.SourceFile): string {
  if (ts.isRegularExpressionLiteral(node)) return node.text;
  const isMade =
    (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(source) === "RegExp";
  return isMade ? (node.arguments?.[0]?.getText(source) ?? "").replaceAll("\\\\", "\\") : "";
}

/** Takes out or replaces signs that steer, break or hide: what judges a whole text begins with `^`. */
const cleaner: Kind = (node, source) => {
  const pattern = expression(node, source);
  const signs =
    /\\p\{(C[cfs]?|Z[lp]|DI|Default_Ignorable_Code_Point|Bidi_C)\}|\\x(0|1|7f)|\\u(00[01]|00ad|200|202|206|feff|180e)/i;
  return signs.test(pattern) && !/^[/`"']\^/.test(pattern);
};

/** Cuts a text by its units and says so, or counts what readers see as characters. */
const cutter: Kind = (node, source) => {
  if (ts.isNewExpression(node) && node.expression.getText(source) === "Intl.Segmenter") return true;
  const isJoined =
    ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && !ts.isBinaryExpression(node.parent));
  if (!isJoined) return false;
  const text = node.getText(source);
  return /\.(slice|substring|substr)\(/.test(text) && /…|\.\.\.(?=["'`])/.test(text);
};

/** Reads a day with a time, or demands the form of one. */
const dateTimeReader: Kind = (node, source) => {
  if (
    ts.isCallExpression(node) &&
    /^z\.(iso\.(datetime|date|time)|string\(\)\.(datetime|date))$/.test(node.expression.getText(source))
  )
    return true;
  return /\\d\{4\}\)?-\(?\\d/.test(expression(node, source));
};

/** Judges origins of the web, or the hosts that stand for this machine. */
const originReader: Kind = (node, source) => {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken)
    return /\borigin\b/.test(node.getText(source)) && /new URL|protocol|=== text/.test(node.getText(source));
  const pattern = expression(node, source);
  return (
    /localhost|\[::1/.test(pattern) || /^.\^https\??:(\\\/|\/){2}\[\^?[^\]]*\]\+(\(:\\d\+\)\?)?\$.?$/.test(pattern)
  );
};

describe("there is one of each", () => {
  for (const [what, isOne, places, second] of [
    [
      "cleaner of text",
      cleaner,
      [
        // What breaks, what hides, and where lines end.
        ...Array<string>(3).fill("functions/shared/clean-text.ts"),
        // Distinguishes texts from bytes; removes nothing.
        "functions/shared/redaction/encodings.ts",
      ],
      [
        'a.replace(/[\\p{Cc}]+/gu, " ")',
        "a.replaceAll(/[\\u202a-\\u202e]/g, '')",
        'new RegExp("[\\\\x00-\\\\x1f]", "g")',
      ],
    ],
    [
      "cutter of text",
      cutter,
      ["functions/shared/cut.ts"],
      [
        `\`\${a.slice(0, 9)}…\``,
        'a.substring(0, 9) + "..."',
        "new Intl.Segmenter('en')",
        '[...a].slice(0, 3).join("") + "…"',
      ],
    ],
    [
      "reader of dates and times",
      dateTimeReader,
      [
        // As Pulumi's YAML reads them, which is not ours to choose.
        "cli/stack-files/scalar.ts",
        "functions/contracts/fields/date-time.ts",
        "functions/contracts/fields/date-time.ts",
        // Says what may be kept of an event that could not be read, in forms that nothing else takes.
        "functions/shared/redaction/kept.ts",
      ],
      ["z.iso.datetime()", "z.string().datetime()", "/^\\d{4}-\\d{2}-\\d{2}T/", "/^(\\d{4})-(\\d\\d)/"],
    ],
    [
      "type of web origins",
      originReader,
      [
        // Names of this machine, which a request to a server on it may name as its host.
        "cli/loopback-guard.ts",
        "functions/shared/cors-origin.ts",
        // Names that lead into private networks, this machine among them.
        "functions/shared/private-addresses.ts",
      ],
      [
        "new URL(text).origin === text",
        "/^https?:\\/\\/[^/]+$/",
        "/^https:\\/\\/[a-z.]+(:\\d+)?$/",
        "/^http:\\/\\/localhost/",
      ],
    ],
  ] as const) {
    it(what, () => {
      expect(filesWith(isOne).sort()).to.deep.equal(places);
      // What is looked for would be found.
      for (const code of second) expect(found("second.ts", `const made = ${code};`, isOne), code).to.have.length(1);
    });
  }
});
