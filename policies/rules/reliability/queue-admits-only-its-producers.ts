import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { type Statement, statementsIn } from "../../iam/document";
import { sourcesOf } from "../../wiring/admission";
import { collect, complete } from "../../wiring/collect";
import { deliveriesBy, deliveringTypes } from "../../wiring/deliveries";
import { types } from "../../wiring/types";

export const queueAdmitsOnlyItsProducers = stackRule({
  name: "queue-admits-only-its-producers",
  concern: "reliability",
  description:
    "A queue's policy is about that queue alone, and lets in services only for sources that do deliver to it.",
  rationale:
    "Whoever may send to a queue feeds its consumer: a service without a source lets in everybody who uses that service, and a source that delivers nothing is a mistake or a leftover.",
  remediation:
    "Leave one Allow per producer, for sqs:SendMessage with aws:SourceArn equal to its ARN, on the queue's own ARN.",
  controls: ["async.producers"],
  severity: "high",
  async check(stack, { each, report }) {
    const deliveries = collect(stack.ofType(...deliveringTypes), (by) => deliveriesBy(stack, by));
    await each(stack.ofType(types.queuePolicy), (policy) => {
      const [queue] = stack.named(policy, "queueUrl", types.queue);
      if (queue === undefined) return;
      const arn = queue.text("arn");
      for (const statement of statementsIn(policy, "policy") ?? []) {
        const { path, resources, actions, effect } = statement;
        if (resources.some((resource) => resource !== arn) || resources.length === 0)
          report(policy, `${path}.Resource`, resources.join(), String(arn));
        if (effect !== "Allow" || !isForServices(statement)) continue;
        if (actions.join().toLowerCase() !== "sqs:sendmessage")
          report(policy, `${path}.Action`, actions.join(), "sqs:SendMessage");
        judgeSources(policy, queue, statement);
      }
    });

    function judgeSources(policy: Resource, queue: Resource, statement: Statement): void {
      const property = `${statement.path}.Condition.aws:SourceArn`;
      const sources = sourcesOf(statement);
      if (sources.length === 0)
        report(policy, property, statement.conditions, "the ARN of a producer, without wildcard");
      const services = statement.principals.flatMap(({ values }) => values);
      const producers = complete(deliveries).filter(
        (item) => item.target === queue && services.every((service) => service === item.service),
      );
      for (const source of sources) {
        if (producers.some((item) => item.source.text("arn") === source)) continue;
        const wanted = `a source that delivers to '${queue.name}' by ${services.join()}`;
        report(policy, property, source, wanted);
      }
    }
  },
});

function isForServices({ principals }: Statement): boolean {
  return principals.length === 0 || principals.some(({ kind, values }) => kind !== "AWS" || values.includes("*"));
}
