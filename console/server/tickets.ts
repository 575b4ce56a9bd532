import { randomBytes } from "node:crypto";

/** Things that may be fetched once, by an address that cannot be guessed: a frame cannot send the token. */
export interface Tickets {
  /** @returns the ticket */
  issue(content: string): string;
  /** The content, once and within half a minute; else undefined. */
  redeem(ticket: string): string | undefined;
}

const lifeMs = 30_000;

/** @param now epoch milliseconds. @default the clock */
export function createTickets(now: () => number = Date.now): Tickets {
  const open = new Map<string, { readonly content: string; readonly until: number }>();
  return {
    issue(content) {
      for (const [ticket, { until }] of open) if (until < now()) open.delete(ticket);
      const ticket = randomBytes(24).toString("base64url");
      open.set(ticket, { content, until: now() + lifeMs });
      return ticket;
    },
    redeem(ticket) {
      const found = open.get(ticket);
      open.delete(ticket);
      return found !== undefined && found.until >= now() ? found.content : undefined;
    },
  };
}
