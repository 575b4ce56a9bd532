// The error log, grouped: the command `errors` for every function, put together.
import * as z from "zod";
import { readMoment } from "../../cli/values";
import { functionNamesOf } from "../../ops/stack/outputs";
import type { ErrorGroup, ErrorReport } from "../contract";
import { RequestError, type Route, route } from "./http";
import type { RunOps } from "./ops-api";
import type { ConsoleSources } from "./sources";

/** Entries of a function that are read. */
const mostEntries = 500;
/** Parts of the time in a histogram. */
const parts = 30;

const answer = z.looseObject({
  errors: z.array(
    z.looseObject({
      timestamp: z.string(),
      errorName: z.string(),
      errorMessage: z.string(),
      correlationId: z.string(),
      place: z.string(),
      stack: z.string().default(""),
      event: z.string().default(""),
    }),
  ),
  notices: z.array(z.string()).default([]),
  cursor: z.string().optional(),
});

export function errorRoutes({ target }: ConsoleSources, runOps: RunOps): readonly Route[] {
  const known = functionNamesOf(target.outputs);
  const request = z.strictObject({ since: z.string().default("2h"), function: z.string().optional() });
  return [
    route("GET", "errors", request, async ({ since, function: only }, signal): Promise<ErrorReport> => {
      const now = new Date();
      const from = readMoment(since, now);
      if (from === undefined) throw new RequestError(400, `'${since}' is no time: 30m, 2h, 7d or ISO 8601`);
      const names = only === undefined ? known : [only];
      const notices = new Set<string>();
      const argsOf = (name: string) => [
        "errors",
        "--function",
        name,
        "--since",
        since,
        "--limit",
        String(mostEntries),
        "--verbose",
      ];
      const groups = await Promise.all(
        names.map(async (name) => {
          const { result, notes } = await runOps(argsOf(name), undefined, signal);
          const { errors, notices: more, cursor } = answer.parse(result);
          for (const notice of [...notes, ...more]) notices.add(notice);
          if (cursor !== undefined) notices.add(`${name} has more than the last ${mostEntries} errors in this time`);
          return groupsOf(name, errors, from, now);
        }),
      );
      return {
        from: from.toISOString(),
        to: now.toISOString(),
        groups: groups.flat().toSorted((a, b) => (a.last < b.last ? 1 : -1)),
        notices: [...notices],
      };
    }),
  ];
}

type Entry = z.output<typeof answer>["errors"][number];

/** A message without what differs from one failure to the next: ids and numbers. */
export function patternOf(message: string): string {
  return message.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/gi, "ID").replace(/\d+/g, "N");
}

/** Groups entries, which come newest first, by name and message. */
export function groupsOf(functionName: string, entries: readonly Entry[], from: Date, to: Date): ErrorGroup[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.errorName} ${patternOf(entry.errorMessage)}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const span = Math.max(1, to.getTime() - from.getTime());
  return [...groups.values()].flatMap((group) => {
    const newest = group[0];
    if (newest === undefined) return [];
    const histogram = Array.from({ length: parts }, () => 0);
    for (const { timestamp } of group) {
      const part = Math.min(
        parts - 1,
        Math.max(0, Math.floor(((Date.parse(timestamp) - from.getTime()) / span) * parts)),
      );
      histogram[part] = (histogram[part] ?? 0) + 1;
    }
    const { errorName, errorMessage, place, stack, event } = newest;
    return [
      {
        ...{ functionName, errorName, errorMessage, place, stack, event },
        count: group.length,
        first: group.at(-1)?.timestamp ?? newest.timestamp,
        last: newest.timestamp,
        histogram,
        correlationIds: [...new Set(group.map(({ correlationId }) => correlationId).filter((id) => id !== ""))].slice(
          0,
          5,
        ),
      },
    ];
  });
}
