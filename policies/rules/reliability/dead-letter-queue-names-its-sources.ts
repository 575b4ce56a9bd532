import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { collect, complete, fitting } from "../../wiring/collect";
import { redriveQueueOf } from "../../wiring/dead-letters";
import { types } from "../../wiring/types";

const property = "redriveAllowPolicy";

export const deadLetterQueueNamesItsSources = stackRule({
  name: "dead-letter-queue-names-its-sources",
  concern: "reliability",
  description: "A dead-letter queue lets in, and gives back to, exactly the queues that name it.",
  rationale:
    "By default any queue of the account may drop its dead letters there, and a queue that names the wrong one is found out when somebody redrives. Source: SQS's guide on redrive allow policies.",
  remediation: "Declare a RedriveAllowPolicy for it with redrivePermission byQueue and sourceQueueArns.",
  controls: ["async.dead-letter-queues"],
  severity: "medium",
  async check(stack, { each, report }) {
    const redrives = collect(stack.ofType(types.queue), (source) => {
      const queue = redriveQueueOf(stack, source);
      return queue === undefined ? [] : [{ queue, source }];
    });
    const policies = collect(stack.ofType(types.redriveAllow), (policy) =>
      stack.named(policy, "queueUrl", types.queue).map((queue) => ({ queue, policy })),
    );
    await each(stack.ofType(types.queue), (queue) => {
      const sources = complete(redrives).filter((item) => item.queue === queue);
      if (sources.length === 0) return;
      const found = fitting(policies, (item) => item.queue === queue);
      if (found.length !== 1) report(queue, property, found.length, "exactly one policy that says who may use it");
    });
    await each(stack.ofType(types.redriveAllow), (policy) => {
      const [queue] = stack.named(policy, "queueUrl", types.queue);
      if (queue === undefined) return;
      const names = complete(redrives).filter((item) => item.queue === queue);
      const wanted = names.map(({ source }) => source.text("arn")).toSorted();
      const allowed = allowedBy(policy);
      if (allowed !== undefined && allowed.toSorted().join() === wanted.join()) return;
      report(policy, property, policy.value(property), `byQueue with ${wanted.join(", ") || "no queue"}`);
    });
  },
});

/** ARNs of the queues that may use it; undefined when the policy does not go by queue. @throws {UnknownValue} */
function allowedBy(policy: Resource): readonly unknown[] | undefined {
  const document = Object(policy.json(property));
  const sources: unknown = Reflect.get(document, "sourceQueueArns");
  return Reflect.get(document, "redrivePermission") === "byQueue" && Array.isArray(sources) ? sources : undefined;
}
