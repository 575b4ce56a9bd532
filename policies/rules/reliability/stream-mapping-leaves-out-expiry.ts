import * as z from "zod";
import { stackRule } from "../../engine/define";
import type { Subject } from "../../engine/subject";
import { type Fields, fields } from "../../wiring/api-document";
import { mayMatch } from "../../wiring/event-pattern";
import { types } from "../../wiring/types";

/** What DynamoDB itself streams when it removes an item by its time to live. */
const expiry: Fields = {
  eventName: "REMOVE",
  eventSource: "aws:dynamodb",
  userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
};
const eventNames = ["INSERT", "MODIFY", "REMOVE"] as const;
/** What it streams when somebody else changes one: such a record says nothing of a user. */
const changes: readonly Fields[] = eventNames.map((eventName) => ({
  eventName,
  eventSource: "aws:dynamodb",
  userIdentity: {},
}));

export const streamMappingLeavesOutExpiry = stackRule({
  name: "stream-mapping-leaves-out-expiry",
  concern: "reliability",
  title: "A stream's consumer gets what somebody has written, and not what DynamoDB removes by time to live.",
  why: "An item that expires comes along the stream like one that somebody deleted: a consumer takes it for news, years after. Source: DynamoDB's guide on TTL and streams.",
  mend: "Filter by eventName, or for removals by the absence of userIdentity.principalId.",
  controls: ["async.stream-bounds"],
  severity: "medium",
  parameters: {
    needed: z
      .array(z.enum(eventNames))
      .default(["INSERT", "MODIFY"])
      .describe("Changes that the filters of every consumer must let through."),
    archiving: z.array(z.string()).default([]).describe("Logical names of mappings that are there for what expires."),
  },
  async check(stack, { each, report, parameters }) {
    const needed = new Set<string>(parameters.needed);
    await each(stack.ofType(types.mapping), (mapping) => {
      const [table] = stack.named(mapping, "eventSourceArn", types.table, types.queue);
      if (table?.type !== types.table) return;
      const filters = filtersOf(mapping);
      for (const { property, pattern } of filters) {
        if (pattern !== undefined && [...changes, expiry].some((change) => mayMatch(pattern, change))) continue;
        const wanted = `one that some change can match (${eventNames.join(", ")})`;
        report({ subject: mapping, property, found: pattern ?? mapping.value(property), wanted });
      }
      for (const change of filters.length === 0 ? [] : changes) {
        const name = String(change.eventName);
        if (!needed.has(name)) continue;
        if (filters.some(({ pattern }) => pattern !== undefined && mayMatch(pattern, change))) continue;
        const found = mapping.value("filterCriteria.filters");
        report({ subject: mapping, property: "filterCriteria", found, wanted: `one that lets ${name} through` });
      }
      if (table.flag("ttl.enabled") !== true || parameters.archiving.includes(mapping.name)) return;
      const open = filters.find(({ pattern }) => pattern !== undefined && mayMatch(pattern, expiry));
      if (filters.length > 0 && open === undefined) return;
      const property = open?.property ?? "filterCriteria";
      const found = open?.pattern ?? mapping.value("filterCriteria");
      report({ subject: mapping, property, found, wanted: `one that leaves out what expires in '${table.name}'` });
    });
  },
});

function filtersOf(mapping: Subject): readonly { readonly property: string; readonly pattern: Fields | undefined }[] {
  return mapping.list("filterCriteria.filters").map((_, index) => {
    const property = `filterCriteria.filters.${index}.pattern`;
    return { property, pattern: fields(mapping.json(property)) };
  });
}
