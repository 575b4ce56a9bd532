// Removes secrets and personal data from what is stored about a failure.
//
// Only those fields of an event are stored that are known to be harmless (`kept.ts`); of others, type and length. An error's name, message
// and stack are searched for content of the event, in any encoding, and for what looks like a secret or an address. All work is linear in
// its input, and the input is bounded: for an event that is too large less detail is stored.
import { cutToBytes } from "../cut";
import { type Detail, keptCopy } from "./copy";
import { heldTexts } from "./held";
import { hidden, type Kept } from "./kept";
import { type Unquote, unquoting } from "./quoted";
import { withoutSecrets } from "./secret-shapes";
import { safely } from "./values";

/** Redacts one event and the texts that may quote it. */
export interface Redactor {
  /** The event as valid JSON of at most `maxBytes` bytes (UTF-8); lists are shortened to fit. */
  event(maxBytes: number): string;
  /** A text, such as an error message, in at most `maxBytes` bytes. */
  text(text: string, maxBytes: number): string;
  /** An error's stack in at most `maxBytes` bytes: its message as a text, the places in the code as they are. */
  stack(error: { readonly name: string; readonly message: string; readonly stack?: unknown }, maxBytes: number): string;
}

/** From the most detailed to the shortest; the first that fits is used. */
const details: readonly Detail[] = [
  { entries: 200, depth: 16 },
  { entries: 50, depth: 12 },
  { entries: 20, depth: 8 },
  { entries: 5, depth: 6 },
];

/** Longer texts are cut before they are searched; far less is stored. */
const searchedText = 16_384;

/** Creates the redactor of one failed event. Never throws, whatever the event contains. @param kept fields that may be stored */
export function createRedactor(event: unknown, kept: Kept): Redactor {
  let unquoted: Unquote | undefined;
  const clean = (text: string) => {
    // Only now: most failures are reported without reading the whole event.
    unquoted ??= unquoting(safely(() => heldTexts(event, kept)));
    return unquoted(withoutSecrets(text.slice(0, searchedText)));
  };
  return {
    event: (maxBytes) => {
      for (const detail of details) {
        const text = safely(() => JSON.stringify(keptCopy(event, kept, detail)));
        if (text !== undefined && Buffer.byteLength(text) <= maxBytes) return text;
      }
      const note = JSON.stringify({ note: "the event cannot be kept" });
      return note.length <= maxBytes ? note : "{}";
    },
    text: (text, maxBytes) => cutToBytes(clean(text), maxBytes),
    stack: ({ name, message, stack }, maxBytes) => {
      const head = `${name}: ${message}`;
      if (typeof stack !== "string") return cutToBytes(clean(head), maxBytes);
      // After the message V8 writes only positions in the code. A stack that starts differently was set by other code.
      const frames = stack.startsWith(head) ? stack.slice(head.length) : undefined;
      if (frames === undefined || !isFrames(frames)) return cutToBytes(clean(stack), maxBytes);
      return cutToBytes(clean(head) + frames, maxBytes);
    },
  };
}

const made = new WeakMap<object, { readonly kept: Kept; readonly redactor: Redactor }>();

/** The same redactor for the same event, so that its log line and its error log entry search it only once. */
export function redactorFor(event: unknown, kept: Kept): Redactor {
  if (typeof event !== "object" || event === null) return createRedactor(event, kept);
  const known = made.get(event);
  if (known?.kept === kept) return known.redactor;
  const redactor = createRedactor(event, kept);
  made.set(event, { kept, redactor });
  return redactor;
}

/** A text without secrets and email addresses, for log lines and dead-letter attributes. */
export function redactText(text: string, maxBytes = 1000): string {
  return cutToBytes(withoutSecrets(text.slice(0, searchedText)), maxBytes);
}

/** For a failure without an event: nothing may be stored. */
export const noEvent = hidden;

const frame =
  /^ {4}at [\w.$<>#[\] ]{0,256}\(?(?:async )?(?:file:|node:|\/|[A-Za-z]:\\|<anonymous>|native)[^()\n]{0,1024}\)?$/;

function isFrames(text: string): boolean {
  return text.split("\n").every((line) => line === "" || frame.test(line));
}
