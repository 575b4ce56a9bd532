// Evaluates DynamoDB's condition and update expressions on plain objects, as far as this pipeline writes them. The stores' own
// expressions then run in the tests, and not a second version of their rules. What it does not know, it refuses.

/** An item, as the document client shows it. */
export type Item = Record<string, unknown>;

/** An expression's names and values, with a note of which were used: DynamoDB refuses those that are not. */
export interface Bindings {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly used: Set<string>;
}

/** Words that DynamoDB refuses as bare attribute names, among those that this project may be tempted by. */
const reserved = new Set([
  "status",
  "name",
  "key",
  "value",
  "timestamp",
  "at",
  "data",
  "order",
  "total",
  "state",
  "ttl",
  "error",
]);

/** Does the condition hold for the item? A missing item is an empty one. */
export function holds(condition: string, item: Item, bindings: Bindings): boolean {
  const reader = read(condition);
  const result = or(reader, item, bindings);
  reader.end();
  return result;
}

/** The item after the update. The given one is left alone. */
export function updated(expression: string, item: Item, bindings: Bindings): Item {
  const reader = read(expression);
  const result: Item = { ...item };
  while (!reader.done()) {
    const section = reader.take();
    do {
      const attribute = path(reader.take(), bindings);
      if (section === "REMOVE") delete result[attribute];
      else if (section === "ADD") result[attribute] = union(item[attribute], operand(reader, item, bindings));
      else if (section === "SET") {
        reader.expect("=");
        result[attribute] = sum(reader, item, bindings);
      } else throw new Error(`unknown section ${section} in: ${expression}`);
    } while (reader.skip(","));
  }
  return result;
}

interface Reader {
  peek(): string | undefined;
  take(): string;
  skip(token: string): boolean;
  expect(token: string): void;
  done(): boolean;
  end(): void;
}

function read(text: string): Reader {
  const tokens = text.match(/[A-Za-z_#:][A-Za-z0-9_]*|<=|>=|<>|[=<>(),+]/g) ?? [];
  if (tokens.join("") !== text.replace(/\s+/g, "")) throw new Error(`cannot read: ${text}`);
  let at = 0;
  const reader: Reader = {
    peek: () => tokens[at],
    take: () => tokens[at++] ?? raise(`unexpected end of: ${text}`),
    skip: (token) => tokens[at] === token && at++ >= 0,
    expect: (token) => void (reader.skip(token) || raise(`'${token}' expected, '${tokens[at]}' found in: ${text}`)),
    done: () => at >= tokens.length,
    end: () => void (reader.done() || raise(`'${tokens[at]}' is too much in: ${text}`)),
  };
  return reader;
}

function or(reader: Reader, item: Item, bindings: Bindings): boolean {
  let result = and(reader, item, bindings);
  while (reader.skip("OR")) result = and(reader, item, bindings) || result;
  return result;
}

function and(reader: Reader, item: Item, bindings: Bindings): boolean {
  let result = not(reader, item, bindings);
  while (reader.skip("AND")) result = not(reader, item, bindings) && result;
  return result;
}

function not(reader: Reader, item: Item, bindings: Bindings): boolean {
  if (reader.skip("NOT")) return !not(reader, item, bindings);
  if (reader.skip("(")) {
    const result = or(reader, item, bindings);
    reader.expect(")");
    return result;
  }
  for (const name of ["attribute_exists", "attribute_not_exists", "contains"]) {
    if (!reader.skip(name)) continue;
    reader.expect("(");
    const held = item[path(reader.take(), bindings)];
    const result =
      name === "contains"
        ? includes(reader, held, item, bindings)
        : (held !== undefined) === (name === "attribute_exists");
    reader.expect(")");
    return result;
  }
  return comparison(reader, item, bindings);
}

function includes(reader: Reader, held: unknown, item: Item, bindings: Bindings): boolean {
  reader.expect(",");
  const sought = operand(reader, item, bindings);
  return held instanceof Set && held.has(sought);
}

function comparison(reader: Reader, item: Item, bindings: Bindings): boolean {
  const left = operand(reader, item, bindings);
  const operator = reader.take();
  if (operator === "IN") {
    reader.expect("(");
    const list: unknown[] = [];
    do list.push(operand(reader, item, bindings));
    while (reader.skip(","));
    reader.expect(")");
    return left !== undefined && list.includes(left);
  }
  const right = operand(reader, item, bindings);
  if (left === undefined || right === undefined) return operator === "<>";
  if (operator === "=") return left === right;
  if (operator === "<>") return left !== right;
  // Different types never compare.
  if (!isOrdered(left) || !isOrdered(right) || typeof left !== typeof right) return false;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  if (operator === ">") return left > right;
  if (operator === ">=") return left >= right;
  return raise(`unknown operator ${operator}`);
}

/** Texts by their letters: ours are ASCII, which sorts as DynamoDB's bytes do. */
function isOrdered(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

function sum(reader: Reader, item: Item, bindings: Bindings): unknown {
  const left = operand(reader, item, bindings);
  if (!reader.skip("+")) return left;
  const right = operand(reader, item, bindings);
  if (typeof left !== "number" || typeof right !== "number") return raise("only numbers can be added");
  return left + right;
}

function operand(reader: Reader, item: Item, bindings: Bindings): unknown {
  const token = reader.take();
  if (token === "if_not_exists") {
    reader.expect("(");
    const held = item[path(reader.take(), bindings)];
    reader.expect(",");
    const otherwise = operand(reader, item, bindings);
    reader.expect(")");
    return held ?? otherwise;
  }
  if (!token.startsWith(":")) return item[path(token, bindings)];
  bindings.used.add(token);
  return token in bindings.values ? bindings.values[token] : raise(`${token} is not defined`);
}

function path(token: string, bindings: Bindings): string {
  if (token.startsWith("#")) {
    bindings.used.add(token);
    return bindings.names[token] ?? raise(`${token} is not defined`);
  }
  if (reserved.has(token.toLowerCase())) return raise(`${token} is a reserved word`);
  return token;
}

function union(held: unknown, added: unknown): Set<unknown> | number {
  if (typeof added === "number") return (typeof held === "number" ? held : 0) + added;
  if (!(added instanceof Set)) return raise("only sets and numbers can be added");
  return new Set([...(held instanceof Set ? held : []), ...added]);
}

function raise(message: string): never {
  throw new Error(message);
}
