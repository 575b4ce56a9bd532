import { stackRule } from "../../engine/define";
import { collect, complete } from "../../wiring/collect";
import { deadLettersOf } from "../../wiring/dead-letters";
import { types } from "../../wiring/types";

export const deadLettersHaveOneSource = stackRule({
  name: "dead-letters-have-one-source",
  concern: "reliability",
  description: "A dead-letter queue keeps what failed in one place, and nobody reads it as a queue of work.",
  rationale:
    "Dead letters of two sources in one queue can no longer be told apart: a redrive sends them all to one of the two, and the alarm names neither.",
  remediation: "Declare a DeadLetterQueue for each source.",
  controls: ["async.dead-letter-queues"],
  severity: "medium",
  async check(stack, { each, report }) {
    const dead = deadLettersOf(stack);
    const read = collect(stack.ofType(types.mapping), (mapping) =>
      stack.named(mapping, "eventSourceArn", types.queue, types.table),
    );
    await each(stack.ofType(types.queue), (queue) => {
      const found = complete(dead).filter((item) => item.queue === queue);
      if (found.length === 0) return;
      const names = found.map(({ by }) => by.name);
      if (names.length > 1) report(queue, "sources", names, "one");
      if (complete(read).includes(queue)) report(queue, "event source mappings", "a reader", "none: people redrive");
    });
  },
});
