// The emails of a local run: of the newest everything but the HTML is kept here, whatever else is asked for is read from the emulator.
import type { LocalSources, SentEmail, WholeEmail } from "../../console/server/sources";
import { joined } from "../../values/joined";
import type { RunningStack } from "../run/context";
import { createInbox, type InboxEmail, readInbox } from "../ses/query";

/** Emails that are kept; about 20 MB. */
const mostKept = 10_000;

type Emails = Pick<RunningStack, "target" | "proxy" | "fakeSes" | "keptEmails">;

/** Inbox of the console, the emails of earlier runs behind those of this one. */
export function createEmailBook(stack: Emails): Pick<LocalSources, "inbox" | "email"> {
  const { target, keptEmails = [] } = stack;
  const inbox = createInbox(target.endpoint, target.accountId);
  /** The newest, oldest first. */
  let newest: InboxEmail[] = [];
  let known = 0;

  const read = joined(async () => {
    const { emails, total } = await inbox.after(known);
    if (total < known) newest = []; // the emulator was reset
    newest.push(...emails.map((email) => ({ ...email, BodyHtml: null })));
    if (newest.length > mostKept * 1.2) newest = newest.slice(-mostKept);
    known = total < known ? 0 : known + emails.length;
  });

  return {
    async inbox() {
      await read();
      const own = newest.map((email) => sentEmail(email, stack)).toReversed();
      return { emails: [...own, ...keptEmails], all: known + keptEmails.length };
    },
    async email(messageId) {
      const kept = keptEmails.find((email) => email.messageId === messageId);
      if (kept !== undefined) return kept;
      const found = await inbox.find(messageId);
      return found === undefined ? undefined : wholeEmail(found, stack);
    },
  };
}

/** Every email whole, newest first, those of earlier runs included. */
export async function readEmails(stack: Emails): Promise<readonly WholeEmail[]> {
  const emails = await readInbox(stack.target.endpoint, stack.target.accountId);
  return [...emails.map((email) => wholeEmail(email, stack)).toReversed(), ...(stack.keptEmails ?? [])];
}

function wholeEmail(email: InboxEmail, stack: Emails): WholeEmail {
  return { ...sentEmail(email, stack), html: email.BodyHtml ?? "" };
}

/** What the emulator keeps of an email, and what it does not. */
function sentEmail(email: InboxEmail, { proxy, fakeSes }: Emails): SentEmail {
  const recorded = proxy?.emails.find(email.MessageId);
  return {
    messageId: email.MessageId,
    at: new Date(email.Timestamp * 1000).toISOString(),
    from: email.Source,
    to: email.To,
    subject: email.Subject,
    text: email.BodyText ?? "",
    tags: recorded?.tags ?? {},
    configurationSet: recorded?.configurationSet ?? "",
    events: fakeSes?.eventsOf(email.MessageId) ?? [],
  };
}
