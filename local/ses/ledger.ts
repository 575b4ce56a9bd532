import { setBounded } from "../../values/bounded-map";
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

/** Emails that are remembered; about 25 MB. */
export const mostEmails = 50_000;

/** @param capacity emails remembered. Default: 50,000 */
export function createLedger(capacity = mostEmails): Ledger {
  const emails = new Map<string, RecordedEmail>();
  let total = 0;
  return {
    note(email) {
      total += 1;
      setBounded(emails, email.messageId, email, capacity);
    },
    find: (messageId) => emails.get(messageId),
    total: () => total,
    all: () => [...emails.values()],
  };
}
