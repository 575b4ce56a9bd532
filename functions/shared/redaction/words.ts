// Splits texts into words and digits, and indexes which of them another text contains. All of it is one pass over the characters.

/** Blanks, quotes and other punctuation outside of ASCII, from the first to the last of each range; the last holds the sign of broken bytes. */
const punctuation: readonly (readonly [number, number])[] = [
  [0xa0, 0xa9],
  [0xab, 0xb1],
  [0xb4, 0xb4],
  [0xb6, 0xb8],
  [0xbb, 0xbb],
  [0xbf, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x2000, 0x206f],
  [0x3000, 0x3004],
  [0x3008, 0x3020],
  [0xfe10, 0xfe1f],
  [0xfe30, 0xfe6f],
  [0xfeff, 0xff0f],
  [0xfff0, 0xffff],
];

/** Whether a character is part of a word: letters and digits; in other scripts everything except punctuation. */
function isWordCode(code: number): boolean {
  if (code < 0x80) return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return code >= 0xaa && !punctuation.some(([first, last]) => code >= first && code <= last);
}

/** Most combining marks on one letter: the limit of the Stream-Safe Text Format, above that of any script. */
const mostMarks = 30;

/**
 * A text with upper and lower case folded, also where their lengths differ (`ß` and `SS`), and without combining marks, which can be
 * written in several ways. Marks beyond the limit of the Stream-Safe Text Format are removed first, because ordering them takes time
 * quadratic in their number. Source: Unicode Standard Annex #15.
 */
export function folded(text: string): string {
  const plain = isAscii(text)
    ? text
    : text
        .replace(/\p{M}+/gu, (marks) => (marks.length > mostMarks ? marks.slice(0, mostMarks) : marks))
        .normalize("NFD")
        .replace(/\p{M}+/gu, "");
  return plain.toUpperCase().toLowerCase();
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** A part of a text: from the first index to before the second. */
export type Span = readonly [number, number];

/** Positions of the words in a text. */
export function wordSpans(text: string): Span[] {
  const spans: Span[] = [];
  let start = -1;
  for (let index = 0; index <= text.length; index++) {
    const inside = index < text.length && isWordCode(text.charCodeAt(index));
    if (inside && start < 0) start = index;
    if (!inside && start >= 0) {
      spans.push([start, index]);
      start = -1;
    }
  }
  return spans;
}

const separators = new Set([..." ().-/+\u00a0"].map((sign) => sign.charCodeAt(0)));

const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;

/** Numbers as people write them, such as `+43 (1) 23-45`: their positions, and their digits. */
export function numberSpans(text: string): { readonly span: Span; readonly digits: string }[] {
  const found: { span: Span; digits: string }[] = [];
  let start = -1;
  let last = -1;
  let digits: string[] = [];
  const close = () => {
    if (start >= 0) found.push({ span: [start, last + 1], digits: digits.join("") });
    start = -1;
    digits = [];
  };
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isDigitCode(code)) {
      if (start < 0) start = index;
      last = index;
      digits.push(text.charAt(index));
    } else if (!separators.has(code) || index - last > 3) close();
  }
  close();
  return found;
}

/** Number of characters that are compared at once: a shorter match proves nothing. */
const gram = 4;

/** A text that shares this many characters in a row with another is taken to quote it. */
const sharedRun = 7;

/** Bits of the index per character: about one word in some thousands is a false match. */
const bitsPerCharacter = 64;
const fewestBits = 13;
const mostBits = 24;

/** An index of the words in texts. It may match a word that is not there, but never misses one that is. */
export class WordIndex {
  private readonly bits: number;
  private readonly words: Uint8Array;

  /** @param characters how many characters of text it is for, about */
  constructor(characters: number) {
    const wanted = Math.ceil(Math.log2(Math.max(1, characters * bitsPerCharacter)));
    this.bits = Math.min(mostBits, Math.max(fewestBits, wanted));
    this.words = new Uint8Array(1 << (this.bits - 3));
  }

  add(text: string): void {
    const lower = folded(text);
    this.addGrams(lower, 0);
    for (const [start, end] of wordSpans(lower)) {
      if (end - start < gram) this.mark(this.hashOf(lower, start, end, 1));
    }
    for (const { digits } of numberSpans(lower)) this.addGrams(digits, 2);
  }

  /** Whether a word is in the texts, or shares a long part with them. @param word folded */
  hasWord(word: string): boolean {
    if (word.length < gram) return word.length >= 2 && this.isMarked(this.hashOf(word, 0, word.length, 1));
    return this.longestRun(word, 0) >= Math.min(word.length, sharedRun);
  }

  /** Whether the digits of a number are in the texts, in any grouping. */
  hasNumber(digits: string): boolean {
    return digits.length >= 6 && this.longestRun(digits, 2) >= Math.min(digits.length, sharedRun);
  }

  private longestRun(text: string, seed: number): number {
    let longest = 0;
    let run = 0;
    for (let start = 0; start + gram <= text.length; start++) {
      run = this.isMarked(this.hashOf(text, start, start + gram, seed)) ? (run === 0 ? gram : run + 1) : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private addGrams(text: string, seed: number): void {
    for (let start = 0; start + gram <= text.length; start++) this.mark(this.hashOf(text, start, start + gram, seed));
  }

  private mark(hash: number): void {
    this.words[hash >>> 3] = (this.words[hash >>> 3] ?? 0) | (1 << (hash & 7));
  }

  private isMarked(hash: number): boolean {
    return ((this.words[hash >>> 3] ?? 0) & (1 << (hash & 7))) !== 0;
  }

  /** FNV-1a over UTF-16 units, folded to the index's bits. */
  private hashOf(text: string, start: number, end: number, seed: number): number {
    let hash = 0x811c9dc5 ^ seed;
    for (let index = start; index < end; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    return ((hash >>> this.bits) ^ hash) & ((1 << this.bits) - 1);
  }
}
