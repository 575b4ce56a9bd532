// How the cost of reading a text grows with it.
import { expect } from "chai";

/** Texts that grow by repetition, each made to send some search back to where it came from. */
const families: readonly string[] = [
  ..."a \n<>@.%&=\\\"'{[,-/0é".split(""),
  ...["%40", "%2540", "=41", "=\n", "&#65;", "&amp;", "\\u0041", "QUFB", "4142", "a@", "@a.", '"@', "a@b.", "<a", "> "],
  ...["://a", "a://", "key=", "token: ", "Bearer ", "eyJ.", "-----BEGIN ", "-----END ", "+43 ", "1 2-", "\n    at a ("],
  ...[
    "a\u0301\u0323",
    "\u0301\u0323\u0327",
    "\u200d",
    "\u{1F469}\u200d",
    "\u{1F1E6}",
    "\u202e",
    "\ud83d",
    "[[",
    '{"a":',
    '"a",',
    "{{a}}",
  ],
];

const largest = 262_144;

/** Below this nothing is compared, in milliseconds: the clock and the collector would be. */
const floorMs = 20;

/** What this thread has worked, in milliseconds: what other programs take of the processor is not in it. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The least of some runs, in milliseconds of work. */
function leastOf(runs: number, action: () => unknown): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const began = workedMs();
    action();
    least = Math.min(least, workedMs() - began);
  }
  return least;
}

/** Taken together, so that a turn of the collector decides nothing; more of them, and a room that cuts long texts had nothing to cut of the start. */
const doublings = 2;

/** How much more a text costs when it is doubled: the least of some tries. */
export function growthOf(read: (text: string) => unknown, unit: string): number {
  const text = unit.repeat(Math.ceil(largest / unit.length));
  const parts = 2 ** doublings;
  const start = text.slice(0, text.length / parts);
  // As many characters as the whole: the system's clock of work has ticks of some milliseconds.
  const readParts = () => Array.from({ length: parts }, () => read(start));
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 12 && least > mostGrowth; attempt++) {
    const runs = attempt === 0 ? 1 : 3;
    const whole = leastOf(runs, () => read(text));
    if (whole < floorMs) return 0;
    least = Math.min(least, ((parts * whole) / leastOf(runs, readParts)) ** (1 / doublings));
  }
  return least;
}

/** A search that starts again at each character costs four times as much. */
export const mostGrowth = 2.5;

/** A test for each reader: what it costs grows with its text, not with the square. Call it inside `describe`. */
export function growsWithItsText(readers: Readonly<Record<string, (text: string) => unknown>>): void {
  for (const [name, read] of Object.entries(readers)) {
    it(`costs ${name} at most 2.5 times as much when the text is doubled, up to 256 kB`, () => {
      const slow = families.map((unit) => [unit, growthOf(read, unit)] as const).filter(([, by]) => by > mostGrowth);
      expect(slow).to.deep.equal([]);
    });
  }
}
