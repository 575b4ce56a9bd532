// The meaning of an unquoted value to the Pulumi CLI. It reads YAML with go-yaml 3, which follows neither YAML 1.1 nor 1.2: octal numbers
// of both, no `yes`, underscores in numbers. Rules as in go-yaml's resolve.go; the tests compare with `pulumi config --json` of 3.260.0.

/** A typed YAML value. Whole numbers are exact. */
export type Scalar = null | boolean | number | bigint | string;

/** How go-yaml types a value. */
export interface Resolved {
  readonly kind: "null" | "boolean" | "integer" | "float" | "date" | "text";
  readonly value: Scalar;
}

const words: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...["", "~", "null", "Null", "NULL"].map((text) => [text, null] as const),
  ...["true", "True", "TRUE"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE"].map((text) => [text, false] as const),
  ...[".nan", ".NaN", ".NAN"].map((text) => [text, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((text) => [text, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((text) => [text, Number.NEGATIVE_INFINITY] as const),
]);

const floatForm = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
const dateForm = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d+)?(Z|[-+]\d{2}:\d{2})?)?$/;

/** Types a value without quotes and without a tag. */
export function resolvePlain(text: string): Resolved {
  const word = words.get(text);
  if (word !== undefined) {
    return { kind: word === null ? "null" : typeof word === "boolean" ? "boolean" : "float", value: word };
  }
  if (!/^[-+.\d]/.test(text)) return { kind: "text", value: text };
  if (dateForm.test(text)) {
    const date = new Date(text.replace(" ", "T").replace(/(T[\d:.]+)$/, "$1Z"));
    if (!Number.isNaN(date.getTime())) return { kind: "date", value: goTime(date) };
  }
  const digits = text.replaceAll("_", "");
  const integer = integerOf(digits);
  if (integer !== undefined && !text.startsWith(".")) return { kind: "integer", value: integer };
  if (floatForm.test(digits)) return { kind: "float", value: Number(digits) };
  return { kind: "text", value: text };
}

/** Go's `strconv.ParseInt` with base 0, and the octals and binaries that go-yaml adds; within 64 bits. */
function integerOf(text: string): bigint | undefined {
  const [, sign = "", prefix = "", digits = ""] =
    /^([-+]?)(0[xX](?=[\da-fA-F]+$)|0[bB](?=[01]+$)|0[oO]?(?=[0-7]+$)|(?=\d+$))([\da-fA-F]+)$/.exec(text) ?? [];
  // A leading zero makes an octal number; with an 8 or a 9 it is not an integer, and becomes a float.
  if (digits === "" || (prefix === "" && digits.length > 1 && digits.startsWith("0"))) return undefined;
  const number = BigInt(`${prefix === "0" ? "0o" : prefix.toLowerCase()}${digits}`);
  const signed = sign === "-" ? -number : number;
  return signed >= -(2n ** 63n) && signed < 2n ** 64n ? signed : undefined;
}

/** A time as Go prints it. */
function goTime(date: Date): string {
  const [day = "", time = ""] = date.toISOString().split("T");
  return `${day} ${time.replace(/(\.\d*?)0*Z$/, "$1").replace(/\.$/, "")} +0000 UTC`;
}

/** A value as `pulumi.Config` returns it; empty for null. */
export function scalarText(value: Scalar): string {
  return value === null ? "" : String(value);
}
