import { row, withGenerated } from "../../policies/controls/tables";
import { simulations } from "./predict";
import { type DrainTimes, inWords, problemsOf, tolerance } from "./result";

/** Page with the table, and the name of its part there. */
export const page = { file: "docs/scaling.md", part: "drain times" } as const;

/**
 * The page with a table of what was found.
 *
 * @throws {Error} a burst has a problem: that is no figure to show; or the page lacks its marks
 */
export function withDrainTimes(text: string, found: DrainTimes): string {
  const problems = found.bursts.flatMap((burst) =>
    problemsOf(burst).map((problem) => `${burst.emails} emails at ${burst.perSecond} a second: ${problem}`),
  );
  if (problems.length > 0) throw new Error(`only what held is written down: ${problems.join("; ")}`);
  const { day, places, backoff, bursts } = found;
  const { baseSeconds, maxSeconds } = backoff;
  return withGenerated(
    text,
    [
      `Seen on ${day}, with ${places} messages worked on at a time, and waits of at most ${baseSeconds} s at first and ${maxSeconds} s later. ` +
        `Predicted: the median of ${simulations} simulations, with the shortest and the longest. The bound is ${tolerance * 100} %.`,
      "",
      row([
        "Emails",
        "SES, a second",
        "Predicted",
        "Seen",
        "Seen / predicted",
        "Refused: predicted",
        "Seen",
        "Lost",
        "Twice",
      ]),
      row(["---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:", "---:"]),
      ...bursts.map(({ emails, perSecond, predicted, seen, ratio }) =>
        row([
          ...[emails.toLocaleString("en-US"), String(perSecond), inWords(predicted), `${seen.seconds.toFixed(1)} s`],
          ...[ratio.toFixed(2), String(predicted.refusals), String(seen.refusals)],
          ...[String(seen.lost), String(seen.twice)],
        ]),
      ),
    ].join("\n"),
    page.part,
  );
}
