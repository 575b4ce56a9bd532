/**
 * What a mail program could make a link of in a text: more than any of them does. A scheme with something behind it, a name with a dot before
 * letters, an email address. The order's own numbers and prices have digits behind their dots.
 */
export function linksIn(text: string): string[] {
  const kinds = [
    /[a-z][a-z0-9+.-]*:\/\/\S/giu,
    /\b(?:mailto|tel|sms|https?):[^\s\u2060]/giu,
    /[\p{L}\p{N}_-][.。．｡][\p{L}]/gu,
    /[\p{L}\p{N}_-][@＠][\p{L}\p{N}]/gu,
  ];
  return kinds.flatMap((kind) => [...text.matchAll(kind)].map(([match]) => match));
}
