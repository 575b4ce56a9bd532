import { setTimeout as delay } from "node:timers/promises";
import { PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { setBounded } from "../../values/bounded-map";
import { messageOf } from "../../values/message-of";
import { type FindSettings, type SetSettings, topicsFor } from "./destinations";
import { type EventType, eventOf, eventsFor, isInfected, type Sender, type SentEmail, type SesEvent } from "./events";
import { type Ledger, mostEmails, type RecordedEmail } from "./ledger";
import type { Outcome } from "./outcomes";
import type { Inbox, InboxEmail } from "./query";

/** Dependencies of the fake for SES's events. */
export interface FakeSesEventsOptions {
  readonly ledger: Ledger;
  readonly sender: Sender;
  readonly sns: Pick<SNSClient, "send">;
  readonly findSettings: FindSettings;
  /** Called for each event that is published, once. @param at epoch milliseconds */
  readonly onEvent?: (configurationSet: string, settings: SetSettings, event: SesEvent, at: number) => void;
  readonly inbox: Inbox;
  /** Called for a failure that will be retried. */
  readonly onProblem?: (text: string) => void;
}

/** Publishes the events that SES would. */
export interface FakeSesEvents {
  /** Reads the inbox soon, because there may be new email. */
  wake(): void;
  /** Events published so far. */
  published(): number;
  /** Events published about an email, oldest first. */
  eventsOf(messageId: string): readonly PublishedEvent[];
  /**
   * Publishes that this became of an email, whatever its address says.
   *
   * @returns the topics that it was published to; none when the configuration set has none for it
   * @throws {Error} there is no such email, or it has no configuration set
   */
  happen(messageId: string, outcome: Outcome): Promise<readonly string[]>;
  /** Emails without a configuration set, for which SES publishes nothing either. */
  silent(): number;
  /** Stops at once; events not yet published are lost, as the emulator's whole state is. */
  stop(): Promise<void>;
}

/** Delay between the first new email and reading the inbox, so that a burst is read once. */
const gatherMs = 50;
/** Largest share of the time that reading may take. */
const maxShare = 0.2;
/** Pause after a failure, in milliseconds. */
export const retryMs = 500;
/** Emails whose events are published at a time, so that a burst does not fill the memory. */
const maxEmails = 500;
/** Most messages in one call to SNS, which also accepts at most 256 KiB. */
const batchSize = 10;

/** An event that was published. */
export interface PublishedEvent {
  readonly type: EventType;
  /** ISO 8601. */
  readonly at: string;
}

interface Pending {
  readonly topicArn: string;
  readonly message: string;
  readonly messageId: string;
  readonly type: EventType;
}

/**
 * Watches the emulator's inbox and publishes SES's events about each email to the topic that the email's configuration set declares: at
 * least once, normally within a second. What the emulator does not keep (tags, configuration set) comes from the recorder.
 */
export function startFakeSesEvents(options: FakeSesEventsOptions): FakeSesEvents {
  const stopping = new AbortController();
  let seen = 0; // the inbox only grows, and in order
  let published = 0;
  let silent = 0;
  let again = false;
  const events = new Map<string, PublishedEvent[]>();
  let loop: Promise<void> | undefined;

  /**
   * Events of all emails that are new in the inbox, some hundreds at a time.
   *
   * @returns what the reading took, in milliseconds
   */
  async function look(): Promise<number> {
    const began = performance.now();
    const { emails, total } = await options.inbox.after(seen, stopping.signal);
    const cost = performance.now() - began;
    if (total < seen) {
      // The emulator was reset: what came since is read by the next look.
      seen = 0;
      again = true;
    }
    for (let at = 0; at < emails.length && !stopping.signal.aborted; at += maxEmails) {
      const [part, before] = [emails.slice(at, at + maxEmails), seen];
      await publishEventsOf(part);
      if (seen < before + part.length) break; // the next one has not arrived yet
    }
    return cost;
  }

  /** Events of these emails, which are the next. Nothing is forgotten before it is published: `seen` moves last. */
  async function publishEventsOf(emails: readonly InboxEmail[]): Promise<void> {
    const pending: Pending[] = [];
    const made: Parameters<NonNullable<FakeSesEventsOptions["onEvent"]>>[] = [];
    let without = 0;
    let published = 0;
    for (const email of emails) {
      const recorded = options.ledger.find(email.MessageId);
      if (recorded === undefined && isYoung(email)) {
        again = true; // SES's response has not passed the recorder yet
        break;
      }
      published += 1;
      const set = recorded?.configurationSet;
      if (recorded === undefined || set === undefined) {
        without += 1;
        continue;
      }
      const settings = await options.findSettings(set);
      const sent = sentEmail(email, recorded, set);
      for (const event of eventsFor(sent, options.sender, new Date())) {
        const { eventType: type } = event;
        const about = { message: JSON.stringify(event), messageId: email.MessageId, type };
        made.push([set, settings, event, Date.now()]);
        for (const topicArn of topicsFor(settings.destinations, type)) pending.push({ topicArn, ...about });
      }
    }
    await publish(pending);
    for (const event of made) options.onEvent?.(...event);
    silent += without;
    seen += published;
  }

  async function publish(pending: readonly Pending[]): Promise<void> {
    for (const topicArn of new Set(pending.map((entry) => entry.topicArn))) {
      const messages = pending.filter((entry) => entry.topicArn === topicArn);
      for (let at = 0; at < messages.length; at += batchSize) {
        const batch = messages.slice(at, at + batchSize);
        const { Failed = [] } = await options.sns.send(
          new PublishBatchCommand({
            TopicArn: topicArn,
            PublishBatchRequestEntries: batch.map(({ message }, index) => ({
              Id: String(index),
              Message: message,
              Subject: "Amazon SES Email Event Notification",
            })),
          }),
        );
        published += batch.length - Failed.length;
        for (const [index, { messageId, type }] of batch.entries()) {
          if (Failed.some(({ Id }) => Id === String(index))) continue;
          const known = [...(events.get(messageId) ?? []), { type, at: new Date().toISOString() }];
          setBounded(events, messageId, known, mostEmails);
        }
        // All of them again: SES, too, may publish an event twice.
        if (Failed.length > 0)
          throw new Error(`SNS refused ${Failed.length} events: ${Failed[0]?.Message ?? "no reason"}`);
      }
    }
  }

  async function work(): Promise<void> {
    while (again && !stopping.signal.aborted) {
      again = false;
      await delay(gatherMs, undefined, { signal: stopping.signal });
      let pause = 0;
      try {
        const cost = await look();
        pause = cost / maxShare - cost;
      } catch (error) {
        if (stopping.signal.aborted) return;
        again = true;
        options.onProblem?.(`SES events: ${messageOf(error)}; trying again`);
        pause = retryMs;
      }
      await delay(pause, undefined, { signal: stopping.signal });
    }
  }

  return {
    wake() {
      again = true;
      loop ??= work()
        .catch(() => undefined) // only a stop ends it early
        .finally(() => {
          loop = undefined;
          if (again && !stopping.signal.aborted) this.wake(); // woken during the read
        });
    },
    eventsOf: (messageId) => events.get(messageId) ?? [],
    async happen(messageId, outcome) {
      const recorded = options.ledger.find(messageId);
      const email = await options.inbox.find(messageId, stopping.signal);
      if (recorded === undefined || email === undefined) throw new Error(`there is no email ${messageId}`);
      const set = recorded.configurationSet;
      if (set === undefined)
        throw new Error(`the email ${messageId} has no configuration set, so SES says nothing of it`);
      const event = eventOf(outcome, sentEmail(email, recorded, set), options.sender, new Date());
      const { eventType: type } = event;
      const settings = await options.findSettings(set);
      const topics = topicsFor(settings.destinations, type);
      await publish(topics.map((topicArn) => ({ topicArn, message: JSON.stringify(event), messageId, type })));
      options.onEvent?.(set, settings, event, Date.now());
      return topics;
    },
    published: () => published,
    silent: () => silent,
    async stop() {
      stopping.abort();
      await loop;
    },
  };
}

/** The email as events describe it. */
function sentEmail(email: InboxEmail, recorded: RecordedEmail, configurationSet: string): SentEmail {
  return {
    messageId: email.MessageId,
    source: email.Source,
    recipients: recorded.recipients,
    subject: email.Subject,
    acceptedAt: new Date(email.Timestamp * 1000),
    configurationSet,
    tags: recorded.tags,
    infected: isInfected([email.BodyText, email.BodyHtml]),
  };
}

/** Less than two seconds old. */
function isYoung(email: InboxEmail): boolean {
  return Date.now() - email.Timestamp * 1000 < 2_000;
}
