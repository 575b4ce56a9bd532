// Everything about an order, shipment, notification, correlation id or address, in time order: tables by the command `trace`, and beside
// them the log lines that were followed and the emails of a local run.
import * as z from "zod";
import { maskAddresses } from "../../ops/text";
import type { LogLine, Timeline, TimelineEvent } from "../contract";
import { RequestError, type Route, route } from "./http";
import type { LogBook } from "./log-book";
import type { RunOps } from "./ops-api";
import { pipelineOfName } from "./picture/model";
import type { ConsoleSources } from "./sources";

const traced = z.looseObject({
  orderIds: z.array(z.string()),
  shipmentIds: z.array(z.string()),
  correlationIds: z.array(z.string()),
  events: z.array(
    z.object({ at: z.string(), pipeline: z.string(), what: z.string(), facts: z.record(z.string(), z.string()) }),
  ),
  notices: z.array(z.string()),
});

const request = z.strictObject({
  id: z.string().trim().min(1).max(255),
  showAddresses: z.boolean().default(false),
  /** Most pages (1 MB) of each search without an index. */
  pages: z.int().min(1).max(100),
});

/** Log lines in one time line. */
const mostLines = 200;

export function timelineRoutes({ local }: ConsoleSources, runOps: RunOps, book: LogBook): readonly Route[] {
  return [
    route("POST", "timeline", request, async ({ id, showAddresses, pages }, signal): Promise<Timeline> => {
      const ids = id.includes("@") ? await ordersOf(id) : [id];
      if (ids.length === 0) throw new RequestError(404, "no email went to that address");
      const parts = await Promise.all(ids.map((each) => traceOf(each)));
      const union = (read: (part: z.output<typeof traced>) => readonly string[]) => [
        ...new Set(parts.flatMap(({ result }) => read(result))),
      ];
      const correlationIds = union((part) => part.correlationIds);
      const orderIds = union((part) => part.orderIds);
      await book.refresh();
      const lines = book.about([...correlationIds, ...orderIds, ...ids], mostLines).map(ofLine);
      const emails = local === undefined ? [] : await emailsOf(orderIds, correlationIds);
      const events = [
        ...parts.flatMap(({ result }) => result.events.map((event): TimelineEvent => ({ ...event, source: "table" }))),
        ...lines,
        ...emails,
      ];
      return {
        id,
        orderIds,
        shipmentIds: union((part) => part.shipmentIds),
        correlationIds,
        events: events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
        notices: [...union((part) => part.notices), `log lines are those since ${book.since()}`],
        command: parts[0]?.command ?? "",
      };

      async function traceOf(each: string) {
        const args = ["trace", each, "--pages", String(pages), ...(showAddresses ? ["--show-addresses"] : [])];
        const { result, command } = await runOps(args, undefined, signal);
        return { result: traced.parse(result), command };
      }

      async function emailsOf(orders: readonly string[], correlations: readonly string[]): Promise<TimelineEvent[]> {
        const { emails } = (await local?.inbox()) ?? { emails: [] };
        return emails
          .filter(
            ({ tags, text }) => orders.includes(tags.orderId ?? "") || correlations.some((each) => text.includes(each)),
          )
          .flatMap(({ at, subject, to, messageId, events: happened }): TimelineEvent[] => [
            {
              at,
              pipeline: "confirmations",
              what: "email taken by SES",
              facts: { subject, to: showAddresses ? to.join(", ") : maskAddresses(to.join(", ")), messageId },
              source: "email",
            },
            ...happened.map(
              ({ type, at: when }): TimelineEvent => ({
                at: when,
                pipeline: "confirmations",
                what: `SES's event ${type}`,
                facts: { messageId },
                source: "email",
              }),
            ),
          ]);
      }
    }),
  ];

  /** Orders whose email went to an address. */
  async function ordersOf(address: string): Promise<readonly string[]> {
    if (local === undefined)
      throw new RequestError(400, "no table has an index by address: search by order, shipment or correlation id");
    const emails = (await local.inbox()).emails.filter(({ to }) =>
      to.some((each) => each.toLowerCase() === address.toLowerCase()),
    );
    return [...new Set(emails.flatMap(({ tags }) => tags.orderId ?? []))].slice(0, 20);
  }
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
