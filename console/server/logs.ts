import * as z from "zod";
import type { LogLine } from "../contract";
import { mostShown } from "../log-filter";
import { type Route, route } from "./http";
import type { LogBook } from "./log-book";
import type { EventStream } from "./stream";

/** How long a page's interest in logs lasts after it has said so. */
const interestMs = 20_000;

/** Whether a page shows logs: only then they are read all the time. */
export interface LogInterest {
  isThere(): boolean;
  renew(): void;
}

/** @param now epoch milliseconds. @default the clock */
export function createLogInterest(now: () => number = Date.now): LogInterest {
  let until = 0;
  return {
    isThere: () => now() < until,
    renew() {
      until = now() + interestMs;
    },
  };
}

/** Sends new lines to the pages that show them. More than a page shows is not sent: the page is to ask again, with its own filter. */
export function sendLines(stream: Pick<EventStream, "append">, interest: LogInterest, lines: readonly LogLine[]): void {
  if (!interest.isThere()) return;
  if (lines.length > mostShown) stream.append("logs", {});
  else stream.append("log", lines);
}

/** Lines, and a page's word that it shows them. */
export function logRoutes(book: LogBook, interest: LogInterest): readonly Route[] {
  const query = z.strictObject({
    function: z.string().optional(),
    text: z.string().max(200).optional(),
    platform: z.enum(["true", "false"]).default("false"),
  });
  return [
    route("GET", "logs", query, async ({ function: functionName, text, platform }) => {
      // The page gets what was written so far as the answer, and not by the stream too.
      const notices = await book.refresh();
      interest.renew();
      const lines = book.find({ functionName, text, platform: platform === "true" }, mostShown);
      return { lines, kept: book.size(), since: book.since(), notices };
    }),
    route("POST", "logs/watch", z.strictObject({}), async () => {
      interest.renew();
      return {};
    }),
  ];
}
