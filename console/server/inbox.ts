import * as z from "zod";
import { maskAddress } from "../../ops/text";
import type { EmailSummary } from "../contract";
import { RequestError, type Route, route } from "./http";
import type { AllowChange } from "./ops-api";
import type { ConsoleSources, LocalSources, SentEmail, WholeEmail } from "./sources";
import type { Tickets } from "./tickets";

/** Most emails in one list. */
const mostEmails = 200;

const masked = z.enum(["true", "false"]).default("false");

/** The inbox of a local run: a deployed stack's email is its receivers' alone. */
export function inboxRoutes(
  { local }: ConsoleSources,
  tickets: Pick<Tickets, "issue">,
  allow: AllowChange,
): readonly Route[] {
  const need = (): LocalSources => {
    if (local === undefined)
      throw new RequestError(501, "only a local run has an inbox: SES keeps no copy of an email");
    return local;
  };
  const find = async (messageId: string): Promise<WholeEmail> => {
    const email = await need().email(messageId);
    if (email === undefined) throw new RequestError(404, `there is no email ${messageId}`);
    return email;
  };
  return [
    route(
      "GET",
      "inbox",
      z.strictObject({ text: z.string().default(""), showAddresses: masked }),
      async ({ text, showAddresses }) => {
        const { emails: kept, all } = await need().inbox();
        const wanted = text.trim().toLowerCase();
        const isWanted = ({ subject, text: body, to, tags }: SentEmail) =>
          [subject, body, ...to, ...Object.values(tags)].some((each) => each.toLowerCase().includes(wanted));
        const found = wanted === "" ? kept : kept.filter(isWanted);
        const emails = found.slice(0, mostEmails).map((email) => summaryOf(email, showAddresses === "true"));
        return { emails, found: wanted === "" ? all : found.length, all, searched: kept.length };
      },
    ),
    route("POST", "inbox/open", z.strictObject({ messageId: z.string() }), async ({ messageId }) => {
      const email = await find(messageId);
      return {
        ...summaryOf(email, true),
        text: email.text,
        html: email.html === "" ? "" : `/email/${tickets.issue(email.html)}`,
      };
    }),
    route(
      "POST",
      "inbox/event",
      z.strictObject({
        messageId: z.string(),
        outcome: z.enum(["Delivery", "Bounce", "Complaint"]),
        confirm: z.string().optional(),
      }),
      async ({ messageId, outcome, confirm }) => {
        const { subject } = await find(messageId);
        allow(`Publish SES's event '${outcome}' about '${subject}'?`, confirm);
        await need().publishEvent(messageId, outcome);
        return {};
      },
    ),
  ];
}

function summaryOf(email: SentEmail, showAddresses: boolean): EmailSummary {
  const { messageId, at, from, to, subject, tags, configurationSet, events } = email;
  return {
    ...{ messageId, at, from, subject, tags, configurationSet, events },
    to: showAddresses ? to : to.map(maskAddress),
  };
}
