import type { SendRequest } from "./query";

/** An email that SES took. */
export interface RecordedEmail extends SendRequest {
  readonly messageId: string;
}

/**
 * What SES was asked, by message id; the emulator's inbox keeps neither tags nor configuration set. Bounded: the
 * oldest are forgotten.
 */
export interface Ledger {
  note(email: RecordedEmail): void;
  find(messageId: string): RecordedEmail | undefined;
  /** Number of emails ever noted. */
  total(): number;
  /** Every email that is still remembered, oldest first. */
  all(): readonly RecordedEmail[];
}

/** @param capacity emails remembered. Default: 50,000, about 25 MB */
export function createLedger(capacity = 50_000): Ledger {
  const emails = new Map<string, RecordedEmail>();
  let total = 0;
  return {
    note(email) {
      total += 1;
      emails.set(email.messageId, email);
      // A Map keeps the order of insertion.
      for (const oldest of emails.keys()) {
        if (emails.size <= capacity) break;
        emails.delete(oldest);
      }
    },
    find: (messageId) => emails.get(messageId),
    total: () => total,
    all: () => [...emails.values()],
  };
}
