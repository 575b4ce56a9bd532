import { yearsFrom } from "./day";
import type { Level } from "./rule";

/** How the configuration loosens one rule, with its reason and expiry. */
interface Account {
  readonly rule: string;
  /** Parameters that differ from their defaults. The defaults are the strict values, so each difference counts as a loosening. */
  readonly changes: readonly { readonly what: string; readonly value: unknown; readonly instead: unknown }[];
  readonly level: { readonly configured: Level; readonly own: Level };
  readonly reason: string | undefined;
  readonly expires: string | undefined;
  readonly exemptions: readonly { readonly resource: string; readonly expires: string }[];
  /** YYYY-MM-DD. */
  readonly today: string;
}

/**
 * What is missing where the configuration loosens a rule: a reason and an expiry for changed parameters and level, and an expiry at most
 * a year ahead. An expired exemption is reported with the violation that it would have covered; see `judge.ts`.
 *
 * @returns one sentence per problem, naming rule, key, bound and value
 */
export function accountProblems(account: Account): readonly string[] {
  const { rule, exemptions, today } = account;
  const latest = yearsFrom(today, 1);
  const tooLate = exemptions
    .filter(({ expires }) => expires > latest)
    .map(
      ({ resource, expires }) =>
        `The configuration of '${rule}' exempts '${resource}' until ${expires}: 'expires' may be a year ahead at most, ${latest}.`,
    );
  return [...loosened(account, latest), ...tooLate];
}

function loosened({ rule, changes, level, reason, expires, today }: Account, latest: string): readonly string[] {
  const looser = strictness[level.configured] < strictness[level.own];
  if (changes.length === 0 && !looser) return [];
  const named = [
    ...changes.map(({ what }) => what),
    ...(looser ? [`the level from ${level.own} to ${level.configured}`] : []),
  ].join(", ");
  const start = `The configuration of '${rule}' changes ${named}`;
  const values = changes.map(
    ({ what, value, instead }) => `${what} is ${short(value)}, and ${short(instead)} without it`,
  );
  if (reason === undefined)
    return [`${start}: 'reason' must say why, in at least 20 characters, and is not set. ${how(values, level)}`];
  if (expires === undefined)
    return [`${start}: 'expires' must say until which day, ${latest} at most, and is not set. ${how(values, level)}`];
  if (expires > latest) return [`${start} until ${expires}: 'expires' may be a year ahead at most, ${latest}.`];
  if (expires < today)
    return [
      `${start}: that expired on ${expires}, and today is ${today}. Take the change back, or decide again and write a new 'expires'. The reason was: ${reason}`,
    ];
  return [];
}

const strictness: Readonly<Record<Level, number>> = { mandatory: 2, advisory: 1, disabled: 0 };

function how(values: readonly string[], { configured, own }: Account["level"]): string {
  if (values.length > 0) return `Now ${values.join("; ")}.`;
  return `Write { "enforcementLevel": "${configured}", "reason": ..., "expires": ... }, or leave it ${own}.`;
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "not set";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
