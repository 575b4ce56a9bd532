// Decoders for the encodings in which a text may contain another. Each is linear in its input, and never throws.

/** Deepest nesting of encodings that is decoded, such as base64 of a percent-encoded text. */
const deepest = 3;

/** Number of passes of in-place decoders, one after the other. */
const rounds = 3;

/** Most characters of all readings, in multiples of the text's: an ordinary text has one or two. */
const mostGrowth = 24;

/**
 * The text itself, and the results of decoding it in the ways that email, web and logs encode text, nested encodings included.
 *
 * @returns undefined when there are too many results: nesting that many encodings is an attempt to hide something
 */
export function readingsOf(text: string): readonly string[] | undefined {
  const readings = new Set<string>();
  let room = mostGrowth * Math.max(text.length, 256);

  function read(current: string, depth: number): boolean {
    if (readings.has(current)) return true;
    room -= current.length;
    if (room < 0) return false;
    readings.add(current);
    return depth === 0 || packedIn(current).every((inner) => read(inner, depth - 1) && unfold(inner, depth - 1));
  }

  function unfold(start: string, depth: number): boolean {
    let current = start;
    for (let round = 0; round < rounds; round++) {
      const before = current;
      for (const decode of inPlace) {
        current = decode(current);
        if (!read(current, depth)) return false;
      }
      if (current === before) break;
    }
    return true;
  }

  return read(text, deepest) && unfold(text, deepest) ? [...readings] : undefined;
}

/** Decoders that leave other text unchanged. */
const inPlace = [percentDecoded, htmlDecoded, unicodeUnescaped, quotedPrintableDecoded] as const;

function percentDecoded(text: string): string {
  return text.includes("%") ? bytesReplaced(text, /(?:%[0-9a-f]{2})+/gi, "%") : text;
}

/** RFC 2045: `=41` is a byte, and `=` at a line's end joins it with the next. */
function quotedPrintableDecoded(text: string): string {
  return text.includes("=") ? bytesReplaced(text.replace(/=\r?\n/g, ""), /(?:=[0-9a-f]{2})+/gi, "=") : text;
}

function bytesReplaced(text: string, runs: RegExp, sign: string): string {
  return text.replace(runs, (run) => Buffer.from(run.replaceAll(sign, ""), "hex").toString("utf8"));
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  commat: "@",
};

function htmlDecoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function unicodeUnescaped(text: string): string {
  return text.replace(/\\{1,4}u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Decoded texts of words that may be base64, base64url or hexadecimal. */
function packedIn(text: string): string[] {
  const found: string[][] = [[], [], [], [], [], []];
  // Each word once, because the largest texts repeat themselves.
  for (const word of new Set(text.match(/[A-Za-z0-9+/_-]{8,}/g))) {
    // A prefix such as `id_` may shift the encoded text by some characters.
    for (let skipped = 0; skipped < 4; skipped++) {
      const decoded = readableIn(Buffer.from(word.slice(skipped), "base64").toString("utf8"));
      if (decoded !== "") found[skipped]?.push(decoded);
    }
  }
  for (const word of new Set(text.match(/[0-9a-f]{8,}/gi))) {
    for (const skipped of [0, 1]) {
      const decoded = readableIn(Buffer.from(word.slice(skipped), "hex").toString("utf8"));
      if (decoded !== "") found[4 + skipped]?.push(decoded);
    }
  }
  return found.filter((texts) => texts.length > 0).map((texts) => texts.join("\n"));
}

const shortest = 4;

/** The parts of a decoded text that are no random bytes. */
function readableIn(text: string): string {
  return text
    .split(/[^\P{Cc}\t\n\r]|\uFFFD/u)
    .filter((part) => part.length >= shortest)
    .join("\n");
}
