import { ContentTooLargeError, ValidationError } from "./errors";

/**
 * Largest body, in bytes: 256 kB. The largest valid order, 100 lines with every field at its longest and every character escaped, has 190
 * kB.
 * API Gateway would pass up to 6 MB (Lambda's quota for a request), which takes seconds to parse and check.
 */
export const largestBodyBytes = 262_144;

/** Deepest nesting of lists and objects; a good body has 4 levels. */
export const deepestNesting = 16;

/** Most values (members of lists and objects, of all levels) in a body; a good order has about 530. */
export const mostValues = 4_096;

const tooLarge = `The body must have at most ${largestBodyBytes} bytes.`;

/**
 * The text of a request's body.
 *
 * @param isBase64 whether API Gateway encoded it
 * @throws ContentTooLargeError before anything is decoded that is larger than `largestBodyBytes`; ValidationError for bytes that are not UTF-8
 */
export function boundedText(body: string, isBase64: boolean): string {
  if (!isBase64) {
    if (body.length > largestBodyBytes || Buffer.byteLength(body) > largestBodyBytes) {
      throw new ContentTooLargeError(tooLarge);
    }
    return body;
  }
  // Four characters for three bytes.
  if (body.length > Math.ceil(largestBodyBytes / 3) * 4) throw new ContentTooLargeError(tooLarge);
  const bytes = Buffer.from(body, "base64");
  if (bytes.length > largestBodyBytes) throw new ContentTooLargeError(tooLarge);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ValidationError([{ pointer: "", detail: "the body is not UTF-8" }]);
  }
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Bounds for a JSON text. */
export interface JsonBounds {
  /** Levels of lists and objects. */
  readonly levels: number;
  /** Members of lists and objects, of all levels. Default: any number. */
  readonly values?: number;
}

/**
 * The first bound that a text exceeds, found in one pass over its characters, before anything is built. It does not check that the text
 * is JSON.
 */
export function brokenBound(
  json: string,
  { levels, values: most = Number.POSITIVE_INFINITY }: JsonBounds,
): keyof JsonBounds | undefined {
  let depth = 0;
  let values = 0;
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code === quote) index = endOfString(json, index);
    else if (code === openList || code === openObject) {
      depth++;
      values++;
      if (depth > levels) return "levels";
    } else if (code === closeList || code === closeObject) depth--;
    else if (code === comma) values++;
    if (values > most) return "values";
  }
  return undefined;
}

/**
 * Checks nesting and number of values.
 *
 * @throws ValidationError for more than `deepestNesting` levels or `mostValues` values
 */
export function assertBounded(json: string): void {
  switch (brokenBound(json, { levels: deepestNesting, values: mostValues })) {
    case "levels":
      throw tooMuch(`must not be nested deeper than ${deepestNesting} levels`);
    case "values":
      throw tooMuch(`must hold at most ${mostValues} values`);
  }
}

/** Index of the quote that ends the string; the text's length when there is none. */
function endOfString(json: string, start: number): number {
  for (let index = start + 1; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code === quote) return index;
    if (code === backslash) index++;
  }
  return json.length;
}

function tooMuch(detail: string): ValidationError {
  return new ValidationError([{ pointer: "", detail }]);
}
