// Removes from a text what it quotes of an event, in any encoding.
import { isCommonWord } from "./common-words";
import { readingsOf } from "./encodings";
import { redacted } from "./secret-shapes";
import { folded, numberSpans, type Span, WordIndex, wordSpans } from "./words";

/** Replaces everything in a text that comes from the event. */
export type Unquote = (text: string) => string;

/** @param held the event's texts that may not be stored; undefined when they could not be searched: the whole text is then removed */
export function unquoting(held: readonly string[] | undefined): Unquote {
  if (held === undefined) return (text) => `[text of ${text.length}]`;
  if (held.length === 0) return (text) => text;
  let index: WordIndex | undefined | null = null;
  return (text) => {
    if (index === null) index = indexOf(held);
    if (index === undefined) return `[text of ${text.length}]`;
    return withoutWords(withoutNumbers(text, index), index);
  };
}

/** Undefined: the texts are too many to search. */
function indexOf(held: readonly string[]): WordIndex | undefined {
  // As one text, because thousands of short ones would take many times as long. No word, number or encoding continues over a line break,
  // except in quoted-printable, where each such line is also read on its own.
  const readings = readingsOf([...new Set(held)].join("\n"));
  if (readings === undefined) return undefined;
  const index = new WordIndex(readings.reduce((sum, { length }) => sum + length, 0));
  for (const reading of readings) index.add(reading);
  return index;
}

function withoutNumbers(text: string, index: WordIndex): string {
  const spans = numberSpans(text).filter(({ digits }) => index.hasNumber(digits));
  return replaced(
    text,
    spans.map(({ span }) => span),
  );
}

function withoutWords(text: string, index: WordIndex): string {
  return text.replace(/\S+/g, (chunk) => {
    // When decoding finds a match, its position in the encoded chunk is not known, so the whole chunk is removed.
    const readings = readingsOf(chunk);
    if (readings === undefined || readings.slice(1).some((reading) => isQuoted(reading, index))) return redacted;
    return replaced(chunk, quotedSpans(chunk, index));
  });
}

function isQuoted(text: string, index: WordIndex): boolean {
  return quotedSpans(text, index).length > 0 || numberSpans(text).some(({ digits }) => index.hasNumber(digits));
}

function quotedSpans(text: string, index: WordIndex): Span[] {
  return wordSpans(text).filter(([start, end]) => {
    const word = folded(text.slice(start, end));
    return !isCommonWord(word) && index.hasWord(word);
  });
}

function replaced(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of spans) {
    parts.push(text.slice(at, start), redacted);
    at = end;
  }
  return parts.length === 0 ? text : [...parts, text.slice(at)].join("");
}
