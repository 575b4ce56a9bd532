/** CloudWatch Logs would refuse a filter pattern, or this evaluation does not know a part of it. */
export class LogFilterError extends Error {
  override readonly name = "LogFilterError";

  constructor(pattern: string, what: string) {
    super(`the filter pattern '${pattern}' ${what}`);
  }
}

/** One part of a JSON filter pattern. */
export type Token =
  | { readonly kind: "symbol"; readonly text: string }
  /** Such as `$.user.id` or `$.list[0].name`. */
  | { readonly kind: "selector"; readonly path: readonly (string | number)[] }
  | { readonly kind: "quoted"; readonly text: string }
  | { readonly kind: "regex"; readonly text: string }
  /** A number, a word, or a keyword such as `EXISTS`. */
  | { readonly kind: "word"; readonly text: string };

/** What each form makes of its match, in the order in which they are tried. */
const forms: readonly (readonly [RegExp, (whole: string, inner: string) => Token | undefined])[] = [
  [/\s+/y, () => undefined],
  [/&&|\|\||!=|<=|>=|[=<>()]/y, (text) => ({ kind: "symbol", text })],
  [/\$((?:\.[A-Za-z0-9_@-]+|\[(?:\d+|"[^"]*"|'[^']*')\])+)/y, (_, path) => ({ kind: "selector", path: pathOf(path) })],
  [/"((?:[^"\\]|\\.)*)"/y, (_, text) => ({ kind: "quoted", text: text.replace(/\\(.)/g, "$1") })],
  [/%([^%]+)%/y, (_, text) => ({ kind: "regex", text })],
  [/[^\s=<>!&|()"%$]+/y, (text) => ({ kind: "word", text })],
];

/** Splits what stands between the braces of a JSON filter pattern. @throws {LogFilterError} a part is of no known form */
export function tokensOf(text: string, pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const found = firstForm(text, at);
    if (found === undefined) throw new LogFilterError(pattern, `has an unknown part: '${text.slice(at)}'`);
    if (found.token !== undefined) tokens.push(found.token);
    at = found.end;
  }
  return tokens;
}

function firstForm(text: string, at: number): { readonly token: Token | undefined; readonly end: number } | undefined {
  for (const [form, tokenOf] of forms) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match !== null) return { token: tokenOf(match[0], match[1] ?? ""), end: form.lastIndex };
  }
  return undefined;
}

/** A regular expression of a pattern. @throws {LogFilterError} it has parentheses, which CloudWatch Logs refuses, or cannot be read */
export function regexOf(text: string, pattern: string): RegExp {
  if (/[()]/.test(text)) throw new LogFilterError(pattern, "has parentheses in a regular expression");
  try {
    return new RegExp(text);
  } catch {
    throw new LogFilterError(pattern, `has a regular expression that cannot be read: '${text}'`);
  }
}

/** Reads a selector without its `$`, such as `.user.id`; `[0]` is an element of an array, `["a.b"]` a property. */
export function pathOf(text: string): readonly (string | number)[] {
  return [...text.matchAll(/\.([A-Za-z0-9_@-]+)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/g)].map(
    ([, name, index, quoted, apostrophed]) =>
      index === undefined ? (name ?? quoted ?? apostrophed ?? "") : Number(index),
  );
}

/** The value that a selector names; undefined when there is none. */
export function valueAt(event: unknown, path: readonly (string | number)[]): unknown {
  let value = event;
  for (const step of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value) !== (typeof step === "number"))
      return undefined;
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }
  return value;
}
