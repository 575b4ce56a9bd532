/** What an expression is worth: a number, no data, a list of such, or a condition. */
type Value = number | undefined;

/** Values of the ids in an expression; undefined for a metric without data. */
export type Samples = Readonly<Record<string, Value>>;

/** An expression that cannot be read, or uses what this reader does not know. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}

/**
 * Evaluates a metric math expression for one point in time: numbers, ids, `+ - * /`, comparisons, `&&`, `||`, IF, FILL with a number,
 * SUM, MAX, MIN, AVG, ABS and lists of these. Any operation with a gap is a gap, except FILL's and those over lists.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @returns undefined where there would be no data point
 * @throws {ExpressionError} it cannot be read
 */
export function evaluate(expression: string, samples: Samples): number | undefined {
  const parser = new Parser(tokens(expression), samples);
  const value = parser.condition();
  parser.end();
  return value;
}

/** The ids that an expression uses: words that start with a lower-case letter, outside quotes. */
export function idsIn(expression: string): readonly string[] {
  return expression.replace(/'[^']*'|"[^"]*"/g, "").match(/\b[a-z]\w*/g) ?? [];
}

/** Whether an expression calls a function of metric math, whatever the spelling. */
export function calls(expression: string, name: string): boolean {
  return new RegExp(`\\b${name}\\s*\\(`, "i").test(expression);
}

function tokens(expression: string): readonly string[] {
  const found = expression.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|<=|>=|==|!=|&&|\|\||[-+*/(),<>[\]]|\S/g) ?? [];
  return found;
}

const functions: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  ABS: ([value = Number.NaN]) => Math.abs(value),
};

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "&&": (a, b) => Number(a !== 0 && b !== 0),
  "||": (a, b) => Number(a !== 0 || b !== 0),
};

/** From the loosest to the tightest. */
const levels: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["<", ">", "<=", ">=", "==", "!="],
  ["+", "-"],
  ["*", "/"],
];

class Parser {
  #position = 0;

  constructor(
    readonly words: readonly string[],
    readonly samples: Samples,
  ) {}

  condition(level = 0): Value {
    const known = levels[level];
    if (known === undefined) return this.#unary();
    let value = this.condition(level + 1);
    for (let word = this.#peek(); word !== undefined && known.includes(word); word = this.#peek()) {
      this.#position += 1;
      const right = this.condition(level + 1);
      value = value === undefined || right === undefined ? undefined : operators[word]?.(value, right);
    }
    return value;
  }

  end(): void {
    const word = this.#peek();
    if (word !== undefined) throw new ExpressionError(`'${word}' is out of place`);
  }

  #unary(): Value {
    const word = this.#next();
    if (word === "-") {
      const value = this.#unary();
      return value === undefined ? undefined : -value;
    }
    if (word === "(") {
      const value = this.condition();
      this.#expect(")");
      return value;
    }
    if (/^\d/.test(word)) return Number(word);
    if (this.#peek() === "(") return this.#call(word);
    if (!Object.hasOwn(this.samples, word)) throw new ExpressionError(`'${word}' is no id`);
    return this.samples[word];
  }

  #call(name: string): Value {
    this.#expect("(");
    const values = this.#list(")");
    const [first, second, third] = values;
    if (name === "IF") return first === undefined ? undefined : first !== 0 ? second : third;
    if (name === "FILL") return first ?? second;
    const apply = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (apply === undefined) throw new ExpressionError(`the function ${name} is not known`);
    const present = values.filter((value) => value !== undefined);
    return present.length === 0 ? undefined : apply(present);
  }

  #list(close: ")" | "]"): Value[] {
    const values: Value[] = [];
    for (;;) {
      if (this.#peek() === "[") {
        this.#expect("[");
        values.push(...this.#list("]"));
      } else values.push(this.condition());
      const word = this.#next();
      if (word === close) return values;
      if (word !== ",") throw new ExpressionError(`'${word}' is out of place`);
    }
  }

  #peek(): string | undefined {
    return this.words[this.#position];
  }

  #next(): string {
    const word = this.words[this.#position];
    if (word === undefined) throw new ExpressionError("it ends too early");
    this.#position += 1;
    return word;
  }

  #expect(word: string): void {
    const found = this.#next();
    if (found !== word) throw new ExpressionError(`'${found}' stands where '${word}' should`);
  }
}
