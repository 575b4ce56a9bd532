// What the console of a local run has that AWS has not: the inbox, SES's events at will, tokens.
import { RequestError } from "../../console/server/http";
import type { EmailOutcome, LocalSources } from "../../console/server/sources";
import { messageOf } from "../../values/message-of";
import { readVerdicts } from "../drills/verdicts";
import type { RunningStack } from "../run/context";
import { createEmailBook } from "./email-book";

export function localParts(
  stack: RunningStack,
  costs: LocalSources["costs"],
  watch?: LocalSources["watch"],
): LocalSources {
  const { target, fakeSes, issuer, keptEmails = [] } = stack;
  const book = createEmailBook(stack);
  const emails = () => {
    if (!target.inspectable) throw new RequestError(501, "this emulator shows no inbox");
    return book;
  };
  return {
    costs,
    ...(watch !== undefined && { watch }),
    inbox: async () => emails().inbox(),
    email: async (messageId) => emails().email(messageId),
    async publishEvent(messageId: string, outcome: EmailOutcome) {
      if (keptEmails.some((email) => email.messageId === messageId))
        throw new RequestError(409, "an earlier run has sent this email: SES's events are of this run's only");
      if (fakeSes === undefined) throw new RequestError(501, "this emulator has events of its own");
      let topics: readonly string[];
      try {
        topics = await fakeSes.happen(messageId, outcome);
      } catch (error) {
        throw new RequestError(409, messageOf(error));
      }
      if (topics.length === 0) throw new RequestError(409, `the configuration set publishes no ${outcome} to a topic`);
    },
    async drills() {
      // Loaded when somebody looks at them: they bring the modules of the traffic.
      const { drills } = await import("../drills/catalog/all.js");
      const verdicts = readVerdicts();
      return drills.map(({ name, runbook, hypothesis, alarms, notShown }) => {
        const last = verdicts[name];
        return { ...{ name, runbook, hypothesis, alarms, notShown }, ...(last !== undefined && { last }) };
      });
    },
    token: (customer, staff) => issuer.token({ customer, staff }),
  };
}
