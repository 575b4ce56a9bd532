import { goodBody } from "./bad-bodies";

/** A content type, and whether the API reads bodies of it. */
export const contentTypes: readonly (readonly [type: string | undefined, taken: boolean])[] = [
  ["application/json", true],
  ["application/json; charset=utf-8", true],
  ["APPLICATION/JSON ; charset=UTF-8", true],
  ["application/json;odata=verbose", true],
  ["application/x+json", false],
  ["application/problem+json", false],
  ["application/vnd.api+json", false],
  ["application/json5", false],
  ["application/json, application/json", false],
  ["text/json", false],
  ["text/plain", false],
  ["application/x-www-form-urlencoded", false],
  ["multipart/form-data; boundary=x", false],
  ["application/octet-stream", false],
  ["*/*", false],
  ["", false],
  [undefined, false],
];

/** A body that is made to cost something. */
export interface HostileBody {
  readonly name: string;
  readonly text: () => string;
  /** How it is refused where the content type is right. */
  readonly status: 400 | 413;
}

const order = (change: object): string => JSON.stringify({ ...goodBody, ...change });
const megabytes = (count: number): number => count * 1_048_576;

/** Those that took seconds or overflowed the stack, in several sizes. */
export const hostileBodies: readonly HostileBody[] = [
  { name: "an address of 4.8 MB", text: () => order({ customerEmail: "a".repeat(megabytes(4.8)) }), status: 413 },
  { name: "5.7 MB of empty items", text: () => order({ items: Array(1_900_000).fill({}) }), status: 413 },
  { name: "5 MB of opening brackets", text: () => "[".repeat(megabytes(5)), status: 413 },
  {
    name: "5 MB of brackets within",
    text: () => `{"a":${"[".repeat(2_500_000)}${"]".repeat(2_500_000)}}`,
    status: 413,
  },
  { name: "an address of 250 kB", text: () => order({ customerEmail: `${"a.".repeat(125_000)}@b` }), status: 400 },
  { name: "a name of 250 kB", text: () => order({ shippingAddress: { name: " a".repeat(125_000) } }), status: 400 },
  { name: "a price of 250 kB", text: () => order({ items: [{ unitPrice: "1".repeat(250_000) }] }), status: 400 },
  { name: "85,000 empty items", text: () => order({ items: Array(85_000).fill({}) }), status: 400 },
  { name: "4,000 empty items", text: () => order({ items: Array(4_000).fill({}) }), status: 400 },
  { name: "130,000 numbers", text: () => `[${"1,".repeat(130_000)}1]`, status: 400 },
  { name: "260,000 opening brackets", text: () => "[".repeat(260_000), status: 400 },
  { name: "130,000 brackets within", text: () => `${"[".repeat(130_000)}${"]".repeat(130_000)}`, status: 400 },
  { name: "40,000 objects within", text: () => `${'{"":'.repeat(40_000)}1${"}".repeat(40_000)}`, status: 400 },
  { name: "60,000 quotes in a text", text: () => `{"a":"${'\\"'.repeat(60_000)}`, status: 400 },
  { name: "260,000 quotes", text: () => '"'.repeat(260_000), status: 400 },
  { name: "260,000 backslashes in a text", text: () => `"${"\\".repeat(260_000)}`, status: 400 },
  { name: "20,000 unknown fields", text: () => JSON.stringify(Object.fromEntries(fields(20_000))), status: 400 },
  { name: "87,000 characters of three bytes", text: () => order({ currency: "€".repeat(87_300) }), status: 413 },
];

function fields(count: number): [string, number][] {
  return Array.from({ length: count }, (_, index) => [`f${index}`, 1]);
}
