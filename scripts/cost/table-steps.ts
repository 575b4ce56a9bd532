// Cost of an access to a table: units by size, index updates by the keys that change, and the monitoring of the table.
import type { StackGraph } from "./stack-graph";
import { type Origin, type Reason, type Step, step } from "./step";

/** One write. */
export interface TableWrite extends Reason {
  readonly table: string;
  /** Bytes of the item. */
  readonly size: number;
  /** Attributes of the item that may be keys of indexes. */
  readonly attributes: readonly string[];
  /** Those of them that the write changes in an existing item. @default the item is new */
  readonly changes?: readonly string[];
  /** The condition fails: the write is billed, but no index is updated. */
  readonly refused?: true;
  /** Why an index is needed, by its name; an index that is not listed is a choice. */
  readonly indexOrigins?: Readonly<Record<string, Origin>>;
}

/**
 * Steps of one write.
 *
 * An index that contains the item is updated as well: once for a new item or for one whose keys stay the same, twice when a key of the
 * index changes, because the old entry is removed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 */
export function writeSteps(graph: StackGraph, write: TableWrite): Step[] {
  const { table, size, attributes, changes, why, origin } = write;
  const units = Math.ceil(size / 1024);
  const indexes = write.refused === true ? [] : graph.table(table).globalSecondaryIndexes;
  const steps = [step(`write to ${table}`, "tableWrite", units, { why, origin, uses: { resource: table } })];
  let insights = graph.isInsighted(table) ? 1 : 0;
  for (const { name, hashKey, rangeKey = hashKey } of indexes) {
    if (!attributes.includes(hashKey) || !attributes.includes(rangeKey)) continue;
    if (graph.isInsighted(table, name)) insights++;
    const asked = write.indexOrigins?.[name] ?? "choice";
    steps.push(
      step(`index ${name} of ${table}`, "tableWrite", units, {
        why: `the item is shown there with all attributes; ${why}`,
        origin: asked,
        uses: { resource: table, index: name },
      }),
    );
    const moved = changes?.includes(hashKey) === true ? hashKey : changes?.find((key) => key === rangeKey);
    if (moved === undefined) continue;
    steps.push(
      step(`index ${name} of ${table}, old entry`, "tableWrite", units, {
        why: `${moved}, a key of the index, changes: the old entry is removed`,
        // The hash key is what the index is needed for; sorting within it is a choice.
        origin: moved === hashKey ? asked : "choice",
        uses: { resource: table, index: name },
      }),
    );
  }
  return [...steps, ...watchSteps(graph, table, insights, origin)];
}

/** Steps of one consistent read of an item of up to 4 KB. */
export function readSteps(graph: StackGraph, table: string, reason: Reason): Step[] {
  return [
    step(`read of ${table}`, "tableRead", 1, { ...reason, uses: { resource: table } }),
    ...watchSteps(graph, table, graph.isInsighted(table) ? 1 : 0, reason.origin),
  ];
}

/**
 * O5 requires Contributor Insights on the orders table, and O10 data events by configuration; other insights are a choice, as is the
 * monitoring of a call that is a choice itself.
 */
function watchSteps(graph: StackGraph, table: string, insights: number, call: Origin): Step[] {
  const steps: Step[] = [];
  if (insights > 0) {
    steps.push(
      step(`Contributor Insights on ${table}`, "insightEvent", insights, {
        why: "contributorInsights names it: each access of the table or an index is an event",
        origin: table === "orders-table" ? "O5" : "choice",
      }),
    );
  }
  if (graph.isTrailed(table)) {
    steps.push(
      step(`CloudTrail data event of ${table}`, "trailEvent", 1, {
        why: "cloudTrailDataEvents is on: each call of the table is recorded",
        origin: call === "choice" ? "choice" : "O10",
      }),
    );
  }
  return steps;
}
