// Leases: how long an attempt owns an item before others check it again. Their ends are written by the owner's clock and read by another's.
// A clock that is fast must hide no item for as long as it is wrong. An end that is more than two leases away is therefore not believed: the
// owner's clock and this one differ by more than a lease, and the lease counts as ended. So an item is hidden for two leases at most. Ending a
// lease too early is safe wherever every step of an owner is a conditional write on its own token; it costs a repetition of work that was not
// yet done.

/** The lease and the clock of an attempt. */
export interface LeaseTerms {
  /** Length of a lease. */
  readonly leaseMilliseconds: number;
  /** Now, in epoch milliseconds. */
  readonly now: () => number;
}

/** Condition of a write that ends another attempt's lease. Its values are those of `leaseEndedValues`. */
export const leaseEnded = "(leaseUntil <= :now OR leaseUntil > :believed)";

/** Values of `leaseEnded`. */
export function leaseEndedValues(terms: LeaseTerms): { ":now": number; ":believed": number } {
  const now = terms.now();
  return { ":now": now, ":believed": latest(now, terms) };
}

/** The end of an item's lease in epoch milliseconds; 0 when it is not believed. */
export function believedEnd(leaseUntil: number, terms: LeaseTerms): number {
  return leaseUntil > latest(terms.now(), terms) ? 0 : leaseUntil;
}

function latest(now: number, { leaseMilliseconds }: LeaseTerms): number {
  return now + 2 * leaseMilliseconds;
}
