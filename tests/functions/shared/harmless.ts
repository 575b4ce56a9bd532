/**
 * Whether a line holds nothing of the kinds that steer, break or hide: written down apart from the code, by code points and not by
 * properties.
 */
export function isHarmless(line: string): boolean {
  return [...line].every((character) => {
    const code = character.codePointAt(0) ?? 0;
    const control = code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
    const half = code >= 0xd800 && code <= 0xdfff;
    const direction = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    const mark = [0x200e, 0x200f, 0x061c, 0x200b, 0x2060, 0xfeff, 0x00ad, 0x180e, 0x0600, 0x3164, 0x115f, 0x1160];
    const tag = code >= 0xe0000 && code <= 0xe0fff;
    return !(control || half || direction || mark.includes(code) || code === 0xffa0 || tag);
  });
}

/** What steers a terminal, breaks a line, hides, or turns text around: a sample of each kind that the findings name, and of more. */
export const harmfulSigns: readonly string[] = [
  ...["\u001b]0;title\u0007", "\u009b2J", "\u001b[31m", "\u202e", "\u2066", "\u200f", "\u061c", "\u00ad"],
  ...["\u180e", "\u0600", "\u3164", "\u115f", "\uffa0", "\u200b", "\u2060", "\ufeff", "\u034f", "\u2028"],
  ...["\u{e0041}", "\u{e007f}", "\ud800", "\udfff", "\u200d", "\u200c", "\ufe0f", "\u{e0100}"],
];
