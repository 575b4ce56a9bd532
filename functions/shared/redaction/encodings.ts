// The forms in which a text may stand in another. Each decoder is linear in the length of what it gets, and never throws.

/** Readings of a text: itself, and what comes out when it is decoded in the ways that mail, web and logs use. */
export function readingsOf(text: string): readonly string[] {
  const readings = new Set([text]);
  if (text.includes("%")) {
    const once = percentDecoded(text);
    readings.add(once);
    if (once.includes("%")) readings.add(percentDecoded(once));
  }
  if (text.includes("&")) readings.add(htmlDecoded(text));
  if (text.includes("=")) readings.add(quotedPrintableDecoded(text));
  if (/\\u[0-9a-f]{4}/i.test(text)) readings.add(unicodeUnescaped(text));
  const base64 = base64Decoded(text);
  if (base64 !== undefined) readings.add(base64);
  return [...readings];
}

function percentDecoded(text: string): string {
  return bytesReplaced(text, /(?:%[0-9a-f]{2})+/gi, "%");
}

/** RFC 2045: `=41` is a byte, and `=` at a line's end joins it with the next. */
function quotedPrintableDecoded(text: string): string {
  return bytesReplaced(text.replace(/=\r?\n/g, ""), /(?:=[0-9a-f]{2})+/gi, "=");
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
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function unicodeUnescaped(text: string): string {
  return text.replace(/\\{1,4}u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The texts in words that may be base64 or base64url; undefined when there are none. */
function base64Decoded(text: string): string | undefined {
  const found: string[] = [];
  for (const [word] of text.matchAll(/[A-Za-z0-9+/_-]{8,}/g)) {
    const decoded = Buffer.from(word, "base64").toString("utf8");
    if (isReadable(decoded)) found.push(decoded);
  }
  return found.length === 0 ? undefined : found.join("\n");
}

/** Whether it is a text and not what random bytes look like. The last character may be cut. */
function isReadable(text: string): boolean {
  return text.length >= 4 && !/[^\P{Cc}\t\n\r]|\uFFFD/u.test(text.slice(0, -1));
}
