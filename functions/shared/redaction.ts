// Takes secrets and personal data out of what is kept for the investigation of a failure.
//
// Three nets, because none is enough: fields that are sensitive by name are replaced whole; texts are searched for what can be told
// by its looks (e-mail addresses, tokens, keys); and whatever stood in a sensitive field is then removed everywhere else too, so that
// a name does not survive in an error message that quotes it.
import { emptySensitive, isHunted, isSensitiveField, noteSensitive, redacted, scrub } from "./sensitive";

/** Redacts one event and the texts that may quote it. */
export interface Redactor {
  /** The event as valid JSON of at most `maxBytes` bytes (UTF-8); long texts and lists are shortened as far as that takes. */
  event(maxBytes: number): string;
  /** A text, such as an error message or a stack, in at most `maxBytes` bytes. */
  text(text: string, maxBytes: number): string;
}

/** How much of a value is kept. */
interface Detail {
  /** UTF-16 units of one text. */
  readonly text: number;
  /** Entries of one list or object. */
  readonly entries: number;
  /** Levels of nesting. */
  readonly depth: number;
}

/** From the most telling to the shortest; the first that fits is taken. */
const details: readonly Detail[] = [
  { text: 4000, entries: 200, depth: 16 },
  { text: 1000, entries: 50, depth: 12 },
  { text: 200, entries: 20, depth: 8 },
  { text: 60, entries: 8, depth: 6 },
];

/** Longer texts are not searched: cut here first, far beyond what is kept. */
const searchedText = 65_536;

/** Texts that are parsed as JSON: API Gateway's largest body is 10 MB. */
const parsedText = 1_048_576;

/** Makes the redactor of one failed event. Never throws, whatever the event is made of. */
export function createRedactor(event: unknown): Redactor {
  const sensitive = emptySensitive();
  // The first pass only learns what is sensitive; the second can then remove it wherever it stands.
  const learned = safely(() => {
    walk(event, "", { text: searchedText, entries: 2000, depth: 32 }, (field, value) => {
      if (isSensitiveField(field, value) && isHunted(field)) noteSensitive(sensitive, value);
    });
    return true;
  });
  const replace = (text: string): string => scrub(text.slice(0, searchedText), sensitive);
  return {
    event: (maxBytes) => {
      if (learned === undefined) return fitted({ note: "the event could not be read" }, maxBytes);
      for (const detail of details) {
        const text = safely(() => JSON.stringify(copy(event, "", detail, replace)) ?? "null");
        if (text !== undefined && Buffer.byteLength(text) <= maxBytes) return text;
      }
      return fitted({ note: "the event is too large to be kept" }, maxBytes);
    },
    text: (text, maxBytes) => cutToBytes(replace(text), maxBytes),
  };
}

/** A text without secrets and e-mail addresses, for log lines and dead-letter attributes. */
export function redactText(text: string, maxBytes = 1000): string {
  return cutToBytes(scrub(text.slice(0, searchedText), emptySensitive()), maxBytes);
}

/** The longest start of a text that has at most `maxBytes` bytes in UTF-8 and does not end inside a character. */
export function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= maxBytes) return bytes.toString("utf8");
  const mark = maxBytes >= 6 ? "..." : "";
  let end = Math.max(0, maxBytes - mark.length);
  // Continuation bytes of UTF-8 start with the bits 10.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString("utf8") + mark;
}

/** Visits every field, also those inside texts that are JSON. */
function walk(value: unknown, field: string, detail: Detail, visit: (field: string, value: unknown) => void): void {
  visit(field, value);
  const inner = opened(value);
  if (detail.depth === 0 || typeof inner !== "object" || inner === null) return;
  const deeper = { ...detail, depth: detail.depth - 1 };
  for (const [key, child] of entriesOf(inner).slice(0, detail.entries)) {
    walk(child, Array.isArray(inner) ? field : key, deeper, visit);
  }
}

/** A copy that JSON can hold, with everything sensitive replaced. */
function copy(value: unknown, field: string, detail: Detail, replace: (text: string) => string): unknown {
  if (value === null || value === undefined || typeof value === "boolean") return value ?? null;
  if (isSensitiveField(field, value)) return redacted;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "string") return copyText(value, field, detail, replace);
  if (typeof value !== "object") return typeof value === "bigint" ? String(value) : `[${typeof value}]`;
  if (detail.depth === 0) return "[deeper]";
  const deeper = { ...detail, depth: detail.depth - 1 };
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  const entries = entriesOf(value);
  const kept = entries.slice(0, detail.entries);
  const left = entries.length - kept.length;
  if (Array.isArray(value)) {
    const items = kept.map(([, child]) => copy(child, field, deeper, replace));
    return left > 0 ? [...items, `[${left} more]`] : items;
  }
  const fields = kept.map(([key, child]) => [shorten(replace(key), detail.text), copy(child, key, deeper, replace)]);
  return Object.fromEntries(left > 0 ? [...fields, ["...", `${left} more`]] : fields);
}

function copyText(value: string, field: string, detail: Detail, replace: (text: string) => string): unknown {
  const inner = opened(value);
  if (typeof inner === "object" && inner !== null && detail.depth > 0) {
    return copy(inner, field, { ...detail, depth: detail.depth - 1 }, replace);
  }
  // A body that is no JSON cannot be told field by field, and the original stays where it came from.
  if (looksLikeJson(value) || field.toLowerCase() === "body") return `[${value.length} characters that are not read]`;
  return shorten(replace(value), detail.text);
}

/** What stands in a text that is a JSON object or list; any other value as it is. */
function opened(value: unknown): unknown {
  if (typeof value !== "string" || !looksLikeJson(value) || value.length > parsedText) return value;
  return safely(() => JSON.parse(value) as unknown) ?? value;
}

function looksLikeJson(text: string): boolean {
  return /^\s*[{["]/.test(text);
}

function entriesOf(value: object): [string, unknown][] {
  if (value instanceof Map) return [...value].map(([key, child]) => [String(key), child]);
  if (value instanceof Set) return [...value].map((child, index) => [String(index), child]);
  return Object.entries(value);
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}... (${text.length} characters)`;
}

function fitted(note: Readonly<Record<string, string>>, maxBytes: number): string {
  const text = JSON.stringify(note);
  return text.length <= maxBytes ? text : "{}";
}

function safely<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}
