// Invalid bodies, as large as queues and topics accept, and expensive to parse.
import type { Random } from "../traffic/random";

/** A kind of text that is expensive or dangerous to process. */
interface Shape {
  readonly what: string;
  /** JSON of a value with about this many bytes and at most this many levels. */
  value(bytes: number, levels: number): string;
}

/** A message that must be rejected. */
export interface PoisonBody {
  readonly what: string;
  readonly body: string;
}

/** Generates the invalid messages of one run. */
export interface PoisonMaker {
  /** Included in the bodies as a secret, and must be found nowhere else. */
  readonly secret: string;
  /**
   * Makes a valid message invalid.
   *
   * @param good the message; unchanged parts stay, such as its correlation id
   * @param fields paths of fields without which the message is invalid
   * @param index selects shape, field, and whether the shape replaces that field or is added beside it
   * @param levels deepest nesting. Default: no limit
   */
  poison(good: object, fields: readonly [string, ...string[]], index: number, levels?: number): PoisonBody;
}

/** Size of a whole body: below the 256 KiB that SNS, SQS and EventBridge accept, with room for attributes and the bus's envelope. */
export const poisonBytes = 250_000;

/** Replace a field that must be a non-empty string, list or object. */
const wrongTypes = [17, true, [], {}, null] as const;
const hole = "\u0001hole\u0001";

const shapes = (secret: string): readonly Shape[] => [
  // Redaction of such an event once took minutes.
  { what: "encoded at signs", value: (bytes) => quoted("%40", bytes) },
  { what: "lists in lists", value: (bytes, levels) => nested(["[", "1", "]"], bytes, levels) },
  { what: "secrets", value: (bytes) => quoted(`password=${secret} Authorization: Bearer ${secret}; `, bytes) },
  { what: "halves of characters", value: (bytes) => quoted("\\ud83d", bytes) },
  {
    what: "hundreds of sensitive values",
    value: (bytes) => list(bytes, (index) => ({ email: `ada-${index}@mail.example`, phone: `+43 1 ${index}` })),
  },
  { what: "an address without an end", value: (bytes) => quoted("a@b.", bytes) },
  { what: "objects in objects", value: (bytes, levels) => nested(['{"a":', "1", "}"], bytes, levels) },
  {
    what: "thousands of fields",
    value: (bytes) =>
      `{${list(
        bytes,
        (index) => index,
        (index) => `"k${index}":`,
      ).slice(1, -1)}}`,
  },
  { what: "control characters", value: (bytes) => quoted("\\u0000\\u202e\\u001b[31m\\r\\n", bytes) },
  { what: "one word", value: (bytes) => quoted("a", bytes) },
];

/** @param random generates the secret */
export function createPoisonMaker(random: Random): PoisonMaker {
  const secret = `sk_live_${random.uuid().replaceAll("-", "")}`;
  const all = shapes(secret);
  return {
    secret,
    poison(good, fields, index, levels = Number.POSITIVE_INFINITY) {
      const shape = all[index % all.length] as Shape;
      // Shifted in each pass, so that a shape is combined with another field and position.
      const shifted = index + Math.floor(index / all.length);
      const field = fields[shifted % fields.length] ?? fields[0];
      const beside = shifted % 2 === 0;
      const wrong = wrongTypes[shifted % wrongTypes.length];
      const broken = replaced(good, field.split("."), beside ? wrong : hole);
      const text = JSON.stringify(beside ? { ...broken, note: hole } : broken);
      const [before = "", after = ""] = text.split(JSON.stringify(hole));
      const room = poisonBytes - Buffer.byteLength(before + after);
      return {
        what: beside ? `${shape.what}, beside a wrong type in '${field}'` : `${shape.what} in '${field}'`,
        body: before + shape.value(room, levels) + after,
      };
    },
  };
}

/** A copy with another value at the path. */
function replaced(source: object, [first = "", ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  const inner: unknown = Reflect.get(source, first);
  return { ...source, [first]: rest.length === 0 ? value : replaced(Object(inner), rest, value) };
}

/** A text of the part, over and over; the part is JSON already. */
function quoted(part: string, bytes: number): string {
  return `"${part.repeat(Math.floor((bytes - 2) / Buffer.byteLength(part)))}"`;
}

function list(
  bytes: number,
  element: (index: number) => unknown,
  before: (index: number) => string = () => "",
): string {
  const parts: string[] = [];
  for (let index = 0, size = 2; ; index += 1) {
    const part = before(index) + JSON.stringify(element(index));
    size += Buffer.byteLength(part) + 1;
    if (size > bytes) return `[${parts.join()}]`;
    parts.push(part);
  }
}

/** One value as deep as it may be, as often as it fits. */
function nested([open, inside, close]: readonly [string, string, string], bytes: number, levels: number): string {
  const deep = Math.min(levels - 1, Math.floor((bytes - 4) / (open + close).length));
  const one = `${open.repeat(deep)}${inside}${close.repeat(deep)}`;
  return `[${Array.from({ length: Math.floor((bytes - 1) / (one.length + 1)) }, () => one).join()}]`;
}
