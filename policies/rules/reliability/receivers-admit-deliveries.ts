import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { statementsIn } from "../../iam/document";
import { admits } from "../../wiring/admission";
import { collect, fitting } from "../../wiring/collect";
import { deliveriesBy, deliveringTypes } from "../../wiring/deliveries";
import { types } from "../../wiring/types";

export const receiversAdmitDeliveries = stackRule({
  name: "receivers-admit-deliveries",
  concern: "reliability",
  description:
    "A queue or topic that AWS delivers to lets in that service for exactly that source, by the one policy that it has.",
  rationale:
    "Without it SNS, EventBridge and SES lose messages without a word; of two policies of a queue the later takes the place of the other. Source: SQS's and SNS's guides on resource policies.",
  remediation:
    "Give the queue or topic one policy with an Allow for the service, condition aws:SourceArn equal to the source's ARN, resource its own ARN.",
  controls: ["async.producers", "async.delivery-failures"],
  severity: "critical",
  async check(stack, { each, report }) {
    const policies = collect(stack.ofType(types.queuePolicy, types.topicPolicy), (policy) => ownersOf(policy));
    await each(stack.ofType(...deliveringTypes), (by) => {
      for (const { service, source, target } of deliveriesBy(stack, by)) {
        if (target.type !== types.queue && target.type !== types.topic) continue;
        const found = fitting(policies, ({ owner }) => owner === target);
        const sourceArn = source.text("arn");
        const resource = target.text("arn");
        if (sourceArn === undefined || resource === undefined) continue;
        const action = target.type === types.queue ? "sqs:SendMessage" : "sns:Publish";
        const statements = found.flatMap(({ policy }) => statementsIn(policy, "policy") ?? []);
        if (admits(statements, { service, action, resource, sourceArn })) continue;
        const wanted = `an Allow of ${action} for ${service} with aws:SourceArn ${sourceArn}, which '${by.name}' needs`;
        report(found[0]?.policy ?? target, "policy", `none in ${found.length} policies`, wanted);
      }
    });
    const seen = new Map<Resource, Resource>();
    await each(stack.ofType(types.queuePolicy, types.topicPolicy), (policy) => {
      for (const { owner } of ownersOf(policy)) {
        const other = seen.get(owner);
        const property = policy.type === types.queuePolicy ? "queueUrl" : "arn";
        const wanted = `another one: '${other?.name}' is the policy of '${owner.name}' already`;
        if (other !== undefined) report(policy, property, policy.value(property), wanted);
        seen.set(owner, policy);
      }
    });

    function ownersOf(policy: Resource): readonly { readonly policy: Resource; readonly owner: Resource }[] {
      const property = policy.type === types.queuePolicy ? "queueUrl" : "arn";
      const type = policy.type === types.queuePolicy ? types.queue : types.topic;
      return stack.named(policy, property, type).map((owner) => ({ policy, owner }));
    }
  },
});
