import type { EmailSample } from "../report/model";
import type { InboxEmail } from "../ses/query";

/** Emails for the report: one for each way of writing a total, at most four. */
export function sampleEmails(emails: readonly InboxEmail[]): readonly EmailSample[] {
  const samples = new Map<string, EmailSample>();
  for (const { To, Subject, BodyText } of emails) {
    const text = BodyText ?? "";
    const total = /^Total[^:]*:\s*(.+)$/im.exec(text)?.[1]?.trim() ?? "";
    const currency = total.replace(/[\d.,\s]/g, "");
    if (!samples.has(currency)) samples.set(currency, { to: To.join(", "), subject: Subject, total, text });
  }
  return [...samples.values()].slice(0, 4);
}
