import { stackRule } from "../../engine/define";
import { collect, complete } from "../../wiring/collect";
import { types } from "../../wiring/types";

/** Readers of one shard beyond which DynamoDB throttles them all. */
const STREAM_READERS = 2;

export const readersDoNotShare = stackRule({
  name: "readers-do-not-share",
  concern: "reliability",
  description: "A queue has one reader, and a stream at most two.",
  rationale:
    "Each message of a queue goes to one reader only: with two, each gets a part and neither all. More than two readers of a shard throttle each other. Source: DynamoDB's guide on streams.",
  remediation: "Give the second reader a queue of its own, subscribed to the same topic or rule.",
  controls: ["async.failure-paths", "async.stream-bounds"],
  severity: "high",
  async check(stack, { each, report }) {
    const reads = collect(stack.ofType(types.mapping), (mapping) =>
      stack.named(mapping, "eventSourceArn", types.queue, types.table).map((source) => ({ mapping, source })),
    );
    await each(stack.ofType(types.queue, types.table), (source) => {
      const readers = complete(reads).filter((read) => read.source === source);
      const most = source.type === types.queue ? 1 : STREAM_READERS;
      if (readers.length <= most) return;
      const found = readers.map(({ mapping }) => mapping.name);
      report(source, "event source mappings", found, `at most ${most}`);
    });
  },
});
