// Everything about an order, shipment, notification, correlation id or address, in time order: tables by the command `trace`, and beside
// them the log lines that were followed and the emails of a local run.
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { maskAddresses } from "../../ops/text";
import type { LogLine, Timeline, TimelineEvent } from "../contract";
import { RequestError, type Route, route } from "./http";
import type { LogBook } from "./log-book";
import type { RunOps } from "./ops-api";
import { pipelineOfName } from "./picture/model";
import type { ConsoleSources, SentEmail } from "./sources";

const traced = z.looseObject({
  orderIds: z.array(z.string()),
  shipmentIds: z.array(z.string()),
  correlationIds: z.array(z.string()),
  events: z.array(
    z.object({ at: z.string(), pipeline: z.string(), what: z.string(), facts: z.record(z.string(), z.string()) }),
  ),
  notices: z.array(z.string()),
  unscanned: z.boolean(),
  failure: z.string().optional(),
});
type Traced = z.output<typeof traced>;

const request = z.strictObject({
  id: z.string().trim().min(1).max(255),
  showAddresses: z.boolean().default(false),
  /** Most pages (1 MB) of each search without an index. */
  pages: z.int().min(1).max(100),
  /** Answers soon, without what takes its time: `left` of the answer says what that is. */
  quick: z.boolean().default(false),
});

/** Log lines in one time line. */
const mostLines = 200;
/** Orders and shipments that an address, log lines or emails lead to. */
const mostLeads = 20;
/** A quick answer waits so long for new log lines: on AWS, the logs of all functions take seconds. */
const quickLogsMs = 250;

export function timelineRoutes({ local }: ConsoleSources, runOps: RunOps, book: LogBook): readonly Route[] {
  return [
    route("POST", "timeline", request, async (input, signal): Promise<Timeline> => {
      const { id, showAddresses, pages, quick } = input;
      const trace = async (each: string, ...options: readonly string[]) => {
        const args = ["trace", each, "--pages", String(pages), ...options];
        const { result, command } = await runOps(
          showAddresses ? [...args, "--show-addresses"] : args,
          undefined,
          signal,
        );
        return { result: traced.parse(result), command };
      };
      const inbox = local === undefined ? Promise.resolve([]) : local.inbox().then(({ emails }) => emails);
      const isAddress = id.includes("@");
      const ids = isAddress ? ordersOf(id, local === undefined ? undefined : await inbox) : [id];
      if (ids.length === 0) throw new RequestError(404, "no email went to that address");
      // An order that is not there any more is in no table at all.
      const options = quick || isAddress ? ["--keys-only"] : [];
      const [found, problems, emails] = await Promise.all([
        Promise.all(ids.map((each) => trace(each, ...options))),
        quick ? atMost(book.refresh(), quickLogsMs) : book.refresh(),
        inbox,
      ]);
      const known = found.flatMap(({ result }) => [...result.orderIds, ...result.shipmentIds]);
      // What no key leads to, log lines and emails may: they hold correlation ids beside the ids of orders.
      const leads = known.length > 0 ? [] : leadsOf(book.about(ids, mostLines), emails, ids);
      const led = await Promise.all(leads.map((each) => trace(each, "--keys-only")));
      const parts = [...found, ...led].map(({ result }) => result);
      const union = (read: (part: Traced) => readonly string[]) => [...new Set(parts.flatMap(read))];
      const correlationIds = union((part) => part.correlationIds);
      const orderIds = union((part) => part.orderIds);
      const events: readonly TimelineEvent[] = [
        ...distinct(parts.flatMap((part) => part.events)).map((event) => ({ ...event, source: "table" as const })),
        ...book.about([...correlationIds, ...orderIds, ...ids], mostLines).map(ofLine),
        ...emails
          .filter(
            (email) => orderIds.includes(email.tags.orderId ?? "") || holdsOne(email, [...correlationIds, ...ids]),
          )
          .flatMap((email) => ofEmail(email, showAddresses)),
      ];
      return {
        id,
        orderIds,
        shipmentIds: union((part) => part.shipmentIds),
        correlationIds,
        events: events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
        notices: [
          ...union((part) => (part.failure === undefined ? [] : [`not everything could be read: ${part.failure}`])),
          ...union((part) => part.notices),
          ...(problems ?? []),
          `log lines are those since ${book.since()}`,
        ],
        left: [
          ...(!isAddress && found.some(({ result }) => result.unscanned) ? (["tables"] as const) : []),
          ...(problems === undefined ? (["logs"] as const) : []),
        ],
        command: found[0]?.command ?? "",
      };
    }),
  ];
}

/** Orders whose email went to an address. @throws {RequestError} there is no inbox to look into */
function ordersOf(address: string, emails: readonly SentEmail[] | undefined): readonly string[] {
  if (emails === undefined)
    throw new RequestError(400, "no table has an index by address: search by order, shipment or correlation id");
  const sent = emails.filter(({ to }) => to.some((each) => each.toLowerCase() === address.toLowerCase()));
  return [...new Set(sent.flatMap(({ tags }) => tags.orderId ?? []))].slice(0, mostLeads);
}

/** Ids of orders and shipments in log lines, and of orders in emails with one of these ids. */
function leadsOf(lines: readonly LogLine[], emails: readonly SentEmail[], ids: readonly string[]): readonly string[] {
  const logged = lines.flatMap(({ text }) =>
    [...text.matchAll(/"(?:orderId|shipmentId)":\s*"([^"\\]+)"/g)].map((match) => match[1] ?? ""),
  );
  const sent = emails.filter((email) => holdsOne(email, ids)).flatMap(({ tags }) => tags.orderId ?? []);
  return [...new Set([...logged, ...sent])].filter((lead) => !ids.includes(lead)).slice(0, mostLeads);
}

function holdsOne({ text }: SentEmail, ids: readonly string[]): boolean {
  const words = text.split(/\s+/);
  return ids.some((id) => words.includes(id));
}

/** The result; undefined when it takes longer. */
async function atMost<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  const late = new AbortController();
  try {
    return await Promise.race([work, delay(ms, undefined, { signal: late.signal })]);
  } finally {
    late.abort();
    // Nobody hears any more whether it fails.
    work.catch(() => undefined);
  }
}

/** Without what several traces have found: two orders of one request share its errors. */
function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function ofEmail({ at, subject, to, messageId, events }: SentEmail, showAddresses: boolean): TimelineEvent[] {
  const receivers = to.join(", ");
  const facts = { subject, to: showAddresses ? receivers : maskAddresses(receivers), messageId };
  const common = { pipeline: "confirmations", source: "email" } as const;
  return [
    { at, ...common, what: "email taken by SES", facts },
    ...events.map(({ type, at: when }) => ({ at: when, ...common, what: `SES's event ${type}`, facts: { messageId } })),
  ];
}

function ofLine({ at, functionName, message, level, requestId }: LogLine): TimelineEvent {
  return {
    at: new Date(at).toISOString(),
    pipeline: pipelineOfName(functionName),
    what: message,
    facts: { functionName, level, ...(requestId !== undefined && { requestId }) },
    source: "log",
  };
}
