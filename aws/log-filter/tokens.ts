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

const forms = {
  space: /\s+/y,
  symbol: /&&|\|\||!=|<=|>=|[=<>()]/y,
  selector: /\$((?:\.[A-Za-z0-9_@-]+|\[(?:\d+|"[^"]*"|'[^']*')\])+)/y,
  quoted: /"((?:[^"\\]|\\.)*)"/y,
  regex: /%([^%]+)%/y,
  word: /[^\s=<>!&|()"%$]+/y,
} as const;

/** Splits what stands between the braces of a JSON filter pattern. @throws {LogFilterError} a part is of no known form */
export function tokensOf(text: string, pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (form: keyof typeof forms): RegExpExecArray | undefined => {
    const expression = forms[form];
    expression.lastIndex = at;
    const found = expression.exec(text) ?? undefined;
    if (found !== undefined) at = expression.lastIndex;
    return found;
  };
  while (at < text.length) {
    if (take("space") !== undefined) continue;
    const symbol = take("symbol");
    const selector = symbol === undefined ? take("selector") : undefined;
    const quoted = (symbol ?? selector) ? undefined : take("quoted");
    const regex = (symbol ?? selector ?? quoted) ? undefined : take("regex");
    const word = (symbol ?? selector ?? quoted ?? regex) ? undefined : take("word");
    if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol[0] });
    else if (selector !== undefined) tokens.push({ kind: "selector", path: pathOf(selector[1] ?? "") });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: (quoted[1] ?? "").replace(/\\(.)/g, "$1") });
    else if (regex !== undefined) tokens.push({ kind: "regex", text: regex[1] ?? "" });
    else if (word !== undefined) tokens.push({ kind: "word", text: word[0] });
    else throw new LogFilterError(pattern, `has an unknown part: '${text.slice(at)}'`);
  }
  return tokens;
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
