import { stackRule } from "../../engine/define";
import { namedByEnvironment } from "../../iam/named-resources";
import { calleeOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

export const streamReadersKnowTheirFailureQueue = stackRule({
  name: "stream-readers-know-their-failure-queue",
  concern: "reliability",
  description: "A function that reads a stream knows the address of its mapping's failure queue.",
  rationale:
    "A record that no try can read holds up all behind it until the tries are used up, and takes healthy ones along: the function itself has to set it aside. Source: Lambda's guide on partial batch responses for streams.",
  remediation: "Name the queue of destinationConfig.onFailure in the function's environment.",
  controls: ["async.partial-batches"],
  severity: "medium",
  async check(stack, { each, report }) {
    await each(stack.ofType(types.mapping), (mapping) => {
      const property = "destinationConfig.onFailure.destinationArn";
      const [queue] = stack.named(mapping, property, types.queue);
      const reader = calleeOf(stack, mapping, "functionName")?.function;
      if (queue === undefined || reader === undefined) return; // other rules want both
      if (namedByEnvironment(stack, reader).some(({ resource }) => resource === queue)) return;
      report(
        reader,
        "environment.variables",
        `nothing that names '${queue.name}'`,
        `its address: it is the failure queue of '${mapping.name}'`,
      );
    });
  },
});
