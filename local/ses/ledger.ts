import type { SendRequest } from "./query";

/** A mail that SES took. */
export interface RecordedMail extends SendRequest {
  readonly messageId: string;
}

/**
 * What SES was asked, by message id; the emulator's inbox keeps neither tags nor configuration set. Bounded: the
 * oldest are forgotten.
 */
export interface Ledger {
  note(mail: RecordedMail): void;
  find(messageId: string): RecordedMail | undefined;
  /** Number of mails ever noted. */
  total(): number;
  /** Every mail that is still remembered, oldest first. */
  all(): readonly RecordedMail[];
}

/** @param capacity mails remembered. Default: 50,000, about 25 MB */
export function createLedger(capacity = 50_000): Ledger {
  const mails = new Map<string, RecordedMail>();
  let total = 0;
  return {
    note(mail) {
      total += 1;
      mails.set(mail.messageId, mail);
      // A Map keeps the order of insertion.
      for (const oldest of mails.keys()) {
        if (mails.size <= capacity) break;
        mails.delete(oldest);
      }
    },
    find: (messageId) => mails.get(messageId),
    total: () => total,
    all: () => [...mails.values()],
  };
}
