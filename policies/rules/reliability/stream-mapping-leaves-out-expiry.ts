import * as z from "zod";
import { compileEventPattern, type EventPattern, EventPatternError, lambdaFilter } from "../../../aws/event-pattern";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { streamSamples } from "../../wiring/samples";
import { types } from "../../wiring/types";

const eventNames = ["INSERT", "MODIFY", "REMOVE"] as const;

export const streamMappingLeavesOutExpiry = stackRule({
  name: "stream-mapping-leaves-out-expiry",
  concern: "reliability",
  description: "A stream's consumer gets what somebody has written, and not what DynamoDB removes by time to live.",
  rationale:
    "An item that expires comes along the stream like one that somebody deleted: a consumer takes it for news, years after. Source: DynamoDB's guide on TTL and streams.",
  remediation: "Filter by eventName, or for removals by the absence of userIdentity.principalId.",
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
      const { changes, expiry } = streamSamples(table);
      const filters = filtersOf(mapping);
      for (const { property, found, pattern, refusal } of filters) {
        const [idle] = pattern?.idleAlternatives([...changes, ...expiry]) ?? [];
        if (pattern !== undefined && idle === undefined) continue;
        const possible = `one that some change can match (${eventNames.join(", ")}) in all its parts`;
        const wanted = refusal ?? (idle === undefined ? possible : `${possible}: ${idle} never does`);
        report(mapping, property, found, wanted);
      }
      for (const name of filters.length === 0 ? [] : needed) {
        const some = changes.filter(({ eventName }) => eventName === name);
        if (some.some((change) => filters.some(({ pattern }) => pattern?.matches(change)))) continue;
        const found = mapping.value("filterCriteria.filters");
        report(mapping, "filterCriteria", found, `one that lets ${name} through`);
      }
      if (table.flag("ttl.enabled") !== true || parameters.archiving.includes(mapping.name)) return;
      const open = filters.find(({ pattern }) => expiry.some((record) => pattern?.matches(record)));
      if (filters.length > 0 && open === undefined) return;
      const property = open?.property ?? "filterCriteria";
      const found = open?.found ?? mapping.value("filterCriteria");
      report(mapping, property, found, `one that leaves out what expires in '${table.name}'`);
    });
  },
});

/** A filter of a mapping. */
interface Filter {
  readonly property: string;
  readonly found: unknown;
  /** Undefined when Lambda refuses it. */
  readonly pattern: EventPattern | undefined;
  /** Why, as the end of "wanted ...". */
  readonly refusal: string | undefined;
}

function filtersOf(mapping: Resource): readonly Filter[] {
  return mapping.list("filterCriteria.filters").map((_, index) => {
    const property = `filterCriteria.filters.${index}.pattern`;
    const found = mapping.value(property);
    try {
      return { property, found, pattern: compileEventPattern(found, lambdaFilter), refusal: undefined };
    } catch (error) {
      if (!(error instanceof EventPatternError)) throw error;
      return { property, found, pattern: undefined, refusal: `a pattern that Lambda takes: ${error.message}` };
    }
  });
}
