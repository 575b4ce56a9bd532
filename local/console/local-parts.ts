// What the console of a local run has that AWS has not: the inbox, SES's events at will, tokens.
import { RequestError } from "../../console/server/http";
import type { EmailOutcome, LocalSources, SentEmail } from "../../console/server/sources";
import { messageOf } from "../../values/message-of";
import type { RunningStack } from "../run/context";
import { readInbox } from "../ses/query";

export function localParts({ target, proxy, fakeSes, issuer }: RunningStack): LocalSources {
  return {
    async inbox() {
      if (!target.inspectable) throw new RequestError(501, "this emulator shows no inbox");
      const emails = await readInbox(target.endpoint, target.accountId);
      return emails
        .map((email): SentEmail => {
          const recorded = proxy?.emails.find(email.MessageId);
          return {
            messageId: email.MessageId,
            at: new Date(email.Timestamp * 1000).toISOString(),
            from: email.Source,
            to: email.To,
            subject: email.Subject,
            text: email.BodyText ?? "",
            html: email.BodyHtml ?? "",
            tags: recorded?.tags ?? {},
            configurationSet: recorded?.configurationSet ?? "",
            events: fakeSes?.eventsOf(email.MessageId) ?? [],
          };
        })
        .toReversed();
    },
    async publishEvent(messageId: string, outcome: EmailOutcome) {
      if (fakeSes === undefined) throw new RequestError(501, "this emulator has events of its own");
      let topics: readonly string[];
      try {
        topics = await fakeSes.happen(messageId, outcome);
      } catch (error) {
        throw new RequestError(409, messageOf(error));
      }
      if (topics.length === 0) throw new RequestError(409, `the configuration set publishes no ${outcome} to a topic`);
    },
    token: (customer, staff) => issuer.token({ customer, staff }),
  };
}
