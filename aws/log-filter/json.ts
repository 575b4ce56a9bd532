import { anyCharacters, matches } from "../wildcard";
import { LogFilterError, regexOf, type Token, tokensOf, valueAt } from "./tokens";

type Test = (event: unknown) => boolean;

/**
 * Compiles a JSON filter pattern, such as `{ ($.level = "ERROR") && ($.code != 404) }`; `&&` binds more tightly than `||`.
 *
 * Source: CloudWatch Logs User Guide, "Using filter patterns to match terms in JSON log events". A comparison with a property that the event
 * does not have is false, also for `!=`.
 *
 * @param pattern with its braces
 * @throws {LogFilterError} it is not such a pattern
 */
export function compileJsonPattern(pattern: string): Test {
  const inner = /^\{(.*)\}$/s.exec(pattern.trim())?.[1];
  if (inner === undefined) throw new LogFilterError(pattern, "has no closing brace");
  const parser = new Parser(tokensOf(inner, pattern), pattern);
  return parser.all();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #pattern: string;
  #at = 0;

  constructor(tokens: readonly Token[], pattern: string) {
    this.#tokens = tokens;
    this.#pattern = pattern;
  }

  all(): Test {
    const test = this.#either();
    if (this.#at < this.#tokens.length) throw this.#refuse("has something behind its end");
    return test;
  }

  #either(): Test {
    const parts = [this.#both()];
    while (this.#symbol("||")) parts.push(this.#both());
    return (event) => parts.some((part) => part(event));
  }

  #both(): Test {
    const parts = [this.#one()];
    while (this.#symbol("&&")) parts.push(this.#one());
    return (event) => parts.every((part) => part(event));
  }

  #one(): Test {
    if (this.#symbol("(")) {
      const inner = this.#either();
      if (!this.#symbol(")")) throw this.#refuse("lacks a closing parenthesis");
      return inner;
    }
    const selector = this.#next("a property such as $.level");
    if (selector.kind !== "selector") throw this.#refuse("must name a property, such as $.level, first");
    const read = (event: unknown) => valueAt(event, selector.path);
    const operator = this.#next("an operator");
    if (operator.kind === "word") return this.#keyword(operator.text, read);
    if (operator.kind !== "symbol") throw this.#refuse("lacks an operator");
    return this.#comparison(operator.text, read);
  }

  /** `IS NULL`, `IS TRUE`, `IS FALSE`, `EXISTS`, `NOT EXISTS`. */
  #keyword(word: string, read: (event: unknown) => unknown): Test {
    if (word === "EXISTS") return (event) => read(event) !== undefined;
    const second = this.#next("a keyword");
    const text = second.kind === "word" ? `${word} ${second.text}` : word;
    if (text === "NOT EXISTS") return (event) => read(event) === undefined;
    const wanted = new Map<string, unknown>([
      ["IS NULL", null],
      ["IS TRUE", true],
      ["IS FALSE", false],
    ]);
    if (!wanted.has(text)) throw this.#refuse(`has an unknown operator: '${text}'`);
    return (event) => read(event) === wanted.get(text);
  }

  #comparison(operator: string, read: (event: unknown) => unknown): Test {
    const operand = this.#next("a value");
    if (operator === "=" || operator === "!=") {
      const equals = this.#equality(operand);
      return (event) => {
        const value = read(event);
        return value !== undefined && equals(value) === (operator === "=");
      };
    }
    const bound = operand.kind === "word" ? Number(operand.text) : Number.NaN;
    if (Number.isNaN(bound)) throw this.#refuse(`compares by ${operator} with what is no number`);
    const compare = orders.get(operator);
    if (compare === undefined) throw this.#refuse(`has an unknown operator: '${operator}'`);
    return (event) => {
      const value = read(event);
      return typeof value === "number" && compare(value, bound);
    };
  }

  #equality(operand: Token): (value: unknown) => boolean {
    if (operand.kind === "regex") {
      const expression = regexOf(operand.text, this.#pattern);
      return (value) => typeof value === "string" && expression.test(value);
    }
    if (operand.kind !== "quoted" && operand.kind !== "word") throw this.#refuse("compares with what is no value");
    const number = operand.kind === "word" ? Number(operand.text) : Number.NaN;
    const wild = [...operand.text].map((character) => (character === "*" ? anyCharacters : character));
    return (value) =>
      typeof value === "number" ? value === number : typeof value === "string" && matches(wild, value);
  }

  #symbol(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "symbol" || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #next(what: string): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#refuse(`lacks ${what}`);
    this.#at += 1;
    return token;
  }

  #refuse(what: string): LogFilterError {
    return new LogFilterError(this.#pattern, what);
  }
}

const orders: ReadonlyMap<string, (value: number, bound: number) => boolean> = new Map([
  ["<", (value: number, bound: number) => value < bound],
  ["<=", (value: number, bound: number) => value <= bound],
  [">", (value: number, bound: number) => value > bound],
  [">=", (value: number, bound: number) => value >= bound],
]);
