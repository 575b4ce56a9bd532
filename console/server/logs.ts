import * as z from "zod";
import { type Route, route } from "./http";
import type { LogBook } from "./log-book";

/** How long a page's interest in logs lasts after it has said so. */
export const interestMs = 20_000;

const most = 500;

/** Lines, and a page's word that it shows them: only then the logs are read all the time. */
export function logRoutes(book: LogBook, onInterest: () => void): readonly Route[] {
  const query = z.strictObject({
    function: z.string().optional(),
    text: z.string().max(200).optional(),
    platform: z.enum(["true", "false"]).default("false"),
  });
  return [
    route("GET", "logs", query, async ({ function: functionName, text, platform }) => {
      onInterest();
      const notices = await book.refresh();
      const lines = book.find({ functionName, text, platform: platform === "true", most });
      return { lines, kept: book.size(), since: book.since(), notices };
    }),
    route("POST", "logs/watch", z.strictObject({}), async () => {
      onInterest();
      return {};
    }),
  ];
}
