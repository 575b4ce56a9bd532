import * as z from "zod";
import { readJson } from "../../ops/stack/read-json";

/** A call to SES, as far as the fake needs it. */
export interface SendRequest {
  /** Query API action: `SendEmail`, `SendRawEmail`, ... */
  readonly action: string;
  /** Configuration set; absent when the call named none. */
  readonly configurationSet?: string;
  /** Message tags of the call. */
  readonly tags: Readonly<Record<string, string>>;
  /** Addresses of all recipients as they were given. */
  readonly recipients: readonly string[];
}

/** Calls that send email. https://docs.aws.amazon.com/ses/latest/APIReference/API_Operations.html */
const sendActions = ["SendEmail", "SendRawEmail", "SendTemplatedEmail"];

/** Reads a form-encoded call of the SES Query API; undefined for a call that sends nothing. */
export function readSendRequest(form: URLSearchParams): SendRequest | undefined {
  const action = form.get("Action") ?? "";
  if (!sendActions.includes(action)) return undefined;
  const set = form.get("ConfigurationSetName");
  const tags: Record<string, string> = {};
  for (const [key, name] of form) {
    const member = /^Tags\.member\.(\d+)\.Name$/.exec(key)?.[1];
    if (member !== undefined) tags[name] = form.get(`Tags.member.${member}.Value`) ?? "";
  }
  const recipients = [...form]
    .filter(([key]) => /^(Destination\.(To|Cc|Bcc)Addresses|Destinations)\.member\.\d+$/.test(key))
    .map(([, address]) => address);
  return { action, tags, recipients, ...(set === null || set === "" ? {} : { configurationSet: set }) };
}

/** Message id in a response of the SES Query API; undefined when SES refused the call. */
export function readMessageId(answer: string): string | undefined {
  return /<MessageId>([^<]+)<\/MessageId>/.exec(answer)?.[1];
}

/** An email as the emulator's inbox shows it. */
export const inboxEmailSchema = z.object({
  MessageId: z.string(),
  Source: z.string(),
  To: z.array(z.string()),
  Subject: z.string(),
  BodyText: z.string().nullish(),
  BodyHtml: z.string().nullish(),
  /** Epoch seconds. */
  Timestamp: z.number(),
});

export type InboxEmail = z.infer<typeof inboxEmailSchema>;

/** Response of `GET /_ministack/ses/messages?account=ID`; `total` only where a part is asked for: `local/emulator/inbox.py`. */
export const inboxSchema = z.object({
  messages: z.record(z.string(), z.array(inboxEmailSchema)),
  total: z.int().optional(),
});

/** The emulator's inbox, which only grows, read bit by bit: as a whole it is some 10 kB for each email. */
export interface Inbox {
  /**
   * Emails behind the first ones, in the order in which they came.
   *
   * @param known number of emails that are left out
   * @returns with the number of all: fewer than `known` when the emulator was reset
   */
  after(
    known: number,
    signal?: AbortSignal,
  ): Promise<{ readonly emails: readonly InboxEmail[]; readonly total: number }>;
  find(messageId: string, signal?: AbortSignal): Promise<InboxEmail | undefined>;
}

/** Opens the inbox. Its calls throw an error when the emulator does not answer, or not like an inbox. */
export function createInbox(endpoint: string, accountId: string): Inbox {
  async function part(query: string, signal: AbortSignal | undefined) {
    const url = `${endpoint}/_ministack/ses/messages?account=${accountId}&${query}`;
    const { messages, total } = inboxSchema.parse(await readJson(url, "the emulator's inbox", { signal }));
    return { emails: messages[accountId] ?? [], total };
  }
  return {
    async after(known, signal) {
      const { emails, total } = await part(`after=${known}`, signal);
      // An emulator that this run did not start answers with all of them.
      return total === undefined ? { emails: emails.slice(known), total: emails.length } : { emails, total };
    },
    async find(messageId, signal) {
      const { emails } = await part(`id=${encodeURIComponent(messageId)}`, signal);
      return emails.find(({ MessageId }) => MessageId === messageId);
    },
  };
}

/** Reads the emulator's inbox. @throws {Error} it does not answer, or not like an inbox */
export async function readInbox(
  endpoint: string,
  accountId: string,
  signal?: AbortSignal,
): Promise<readonly InboxEmail[]> {
  const url = `${endpoint}/_ministack/ses/messages?account=${accountId}`;
  return inboxSchema.parse(await readJson(url, "the emulator's inbox", { signal })).messages[accountId] ?? [];
}
