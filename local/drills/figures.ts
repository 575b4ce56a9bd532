// The last figures of the drills, as pages show them. docs/drills.md holds them; other pages show those of their promises.
import * as z from "zod";
import { row, withGenerated } from "../../policies/controls/tables";
import type { Drill } from "./drill";
import type { DrillResult } from "./result";

/** What a drill counted when it was last written down. */
export interface DrillFigures {
  readonly name: string;
  /** Of the drill as it was then. */
  readonly hypothesis: string;
  readonly sent: number;
  readonly lost: number;
  readonly twice: number;
  readonly deadLetters: number;
  /** Alarms that were expected, and of those that were raised. */
  readonly alarms: string;
  readonly seconds: number;
  /** Day, ISO 8601. */
  readonly day: string;
}

/** A promise of a page, and what shows it. */
export interface Promised {
  readonly words: string;
  /** Page with these words. */
  readonly page: string;
  /** Test or drill: a path. */
  readonly test: string;
  /** Of the test, or a part of the drill's hypothesis. */
  readonly title: string;
}

/** Where a drill's file is. */
const catalogFile = /^local\/drills\/catalog\/(.+)\.ts$/;

const count = z.int().min(0);
/** What is read of the file that `npm run drill -- --json` writes. */
const resultsFile = z.object({
  drills: z.array(
    z.object({
      ...{ name: z.string(), hypothesis: z.string(), verdict: z.string(), at: z.iso.datetime(), seconds: z.number() },
      ...{ sent: count, lost: count, duplicated: count, deadLettered: count },
      alarms: z.object({ expected: z.array(z.string()), fired: z.array(z.string()) }),
    } satisfies Partial<Record<keyof DrillResult, z.ZodType>>),
  ),
});

/**
 * The figures in a file of results.
 *
 * @throws {Error} a drill did not hold, lost something or sent something twice: that is no figure to show
 */
export function figuresIn(json: string): readonly DrillFigures[] {
  return resultsFile.parse(JSON.parse(json)).drills.map((result) => {
    const { name, hypothesis, verdict, at, sent, lost, duplicated: twice, deadLettered: deadLetters, alarms } = result;
    if (verdict !== "held" || lost > 0 || twice > 0)
      throw new Error(`${name}: ${verdict}, ${lost} lost, ${twice} twice: only what held is written down`);
    const raised = alarms.expected.filter((alarm) => alarms.fired.includes(alarm)).length;
    return {
      ...{ name, hypothesis, sent, lost, twice, deadLetters, day: at.slice(0, 10) },
      ...{ alarms: `${raised} of ${alarms.expected.length}`, seconds: Math.round(result.seconds) },
    };
  });
}

/** The figures that docs/drills.md holds. */
export function figuresOn(page: string): readonly DrillFigures[] {
  const line = /^\| `([a-z-]+)` \| (.+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+ of \d+) \| (\d+) \| (\S+) \|$/gm;
  return [...page.matchAll(line)].map(
    ([, name = "", hypothesis = "", sent, lost, twice, deadLetters, alarms = "", seconds, day = ""]) => ({
      ...{ name, hypothesis, alarms, day, sent: Number(sent), lost: Number(lost), twice: Number(twice) },
      ...{ deadLetters: Number(deadLetters), seconds: Number(seconds) },
    }),
  );
}

/**
 * docs/drills.md with the newest figures of each drill.
 *
 * @param drills in the order of the page
 * @throws {Error} a drill has none, or the page lacks its marks
 */
export function withDrillFigures(page: string, drills: readonly Drill[], newer: readonly DrillFigures[]): string {
  const known = new Map([...figuresOn(page), ...newer].map((figures) => [figures.name, figures]));
  const missing = drills.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (missing.length > 0) throw new Error(`no figures of ${missing.join(", ")}`);
  const list = drills.flatMap(({ name }) => known.get(name) ?? []);
  const sum = (of: "sent" | "lost" | "twice" | "deadLetters") => list.reduce((all, figures) => all + figures[of], 0);
  const table = [
    row(["Drill", "What holds", "Sent", "Lost", "Twice", "Dead letters", "Alarms", "Seconds", "Day"]),
    row(["---", "---", "---:", "---:", "---:", "---:", "---:", "---:", "---"]),
    ...list.map(({ name, hypothesis, sent, lost, twice, deadLetters, alarms, seconds, day }) =>
      row([`\`${name}\``, hypothesis, ...[sent, lost, twice, deadLetters].map(String), alarms, String(seconds), day]),
    ),
  ];
  const total = `${list.length} drills: ${sum("sent")} sent, ${sum("lost")} lost, ${sum("twice")} twice; ${sum("deadLetters")} dead letters were redriven or discarded.`;
  return withGenerated(page, [total, "", ...table].join("\n"));
}

/** The promises in the table of docs/promises.md. */
export function promisesOn(page: string): readonly Promised[] {
  return [...page.matchAll(/^\| (.+) \| `(.+)` \| `(.+)` \| (.+) \|$/gm)].map(
    ([, words = "", on = "", test = "", title = ""]) => ({ words, page: on, test, title }),
  );
}

/**
 * A page with the drills that show its promises, and their figures.
 *
 * @throws {Error} a drill has no figures, or the page lacks its marks
 */
export function withPromisedFigures(
  page: string,
  promised: readonly Promised[],
  figures: readonly DrillFigures[],
): string {
  const shown = promised.flatMap(({ words, test }) => {
    const [, name] = catalogFile.exec(test) ?? [];
    if (name === undefined) return [];
    const found = figures.find((candidate) => candidate.name === name);
    if (found === undefined) throw new Error(`no figures of ${name}, which shows: ${words}`);
    return [{ words, ...found }];
  });
  return withGenerated(
    page,
    [
      row(["Promise", "Drill", "Sent", "Lost", "Twice", "Dead letters", "Day"]),
      row(["---", "---", "---:", "---:", "---:", "---:", "---"]),
      ...shown.map(({ words, name, sent, lost, twice, deadLetters, day }) =>
        row([words, `\`${name}\``, ...[sent, lost, twice, deadLetters].map(String), day]),
      ),
    ].join("\n"),
  );
}
