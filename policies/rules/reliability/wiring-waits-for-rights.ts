import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import { collect, fitting } from "../../wiring/collect";
import { deliveriesBy, deliveringTypes } from "../../wiring/deliveries";
import { calleeOf, roleOf } from "../../wiring/functions";
import { types } from "../../wiring/types";

export const wiringWaitsForRights = stackRule({
  name: "wiring-waits-for-rights",
  concern: "reliability",
  description:
    "Functions, mappings and deliveries are made after the policies, permissions and log groups that they need.",
  rationale:
    "AWS checks rights when a function, mapping or destination is made, and a deployment fails now and then; a log group that Lambda has to make itself has neither key nor expiry. Source: Lambda's guide on execution roles, SES's guide on event destinations.",
  remediation: "Name what it needs in dependsOn.",
  controls: ["async.ordering"],
  severity: "medium",
  async check(stack, { each, report }) {
    const ofRoles = collect(stack.ofType(types.rolePolicy, types.roleAttachment), (policy) =>
      stack.named(policy, "role", types.role).map((role) => ({ policy, role })),
    );
    await each(stack.ofType(types.function), (lambda) => {
      const role = roleOf(stack, lambda);
      const policies =
        role === undefined ? [] : fitting(ofRoles, (item) => item.role === role).map(({ policy }) => policy);
      if (role !== undefined && policies.length === 0) report(role, "policies", "none", `what '${lambda.name}' may do`);
      waits(lambda, [...policies, ...stack.named(lambda, "loggingConfig.logGroup", types.logGroup)]);
    });
    await each(stack.ofType(types.mapping, types.invokeConfig), (resource) => {
      const lambda = calleeOf(stack, resource, "functionName")?.function;
      const role = lambda === undefined ? undefined : roleOf(stack, lambda);
      if (role === undefined) return;
      waits(
        resource,
        fitting(ofRoles, (item) => item.role === role).map(({ policy }) => policy),
      );
    });
    const admissions = collect(stack.ofType(types.queuePolicy, types.topicPolicy, types.permission), (admission) =>
      stack
        .named(admission, admissionProperty[admission.type] ?? "", types.queue, types.topic, types.function)
        .map((owner) => ({ admission, owner })),
    );
    await each(stack.ofType(...deliveringTypes), (by) => {
      for (const { target, callee } of deliveriesBy(stack, by)) {
        const needed = fitting(admissions, ({ owner }) => owner === target).map(({ admission }) => admission);
        // A function has permissions for others as well: one of them must be there before.
        if (callee !== undefined && needed.some((admission) => stack.dependsOn(by, admission))) continue;
        waits(by, needed);
      }
    });
    await each(stack.ofType(types.mailEvents), (by) => {
      const topics = stack.named(by, "eventDestination.snsDestination.topicArn", types.topic);
      waits(
        by,
        fitting(admissions, ({ owner }) => topics.includes(owner)).map(({ admission }) => admission),
      );
    });
    await each(stack.ofType("aws:cloudtrail/trail:Trail"), (trail) => {
      const [bucket] = stack.named(trail, "s3BucketName", "aws:s3/bucket:Bucket");
      const policies = collect(stack.ofType("aws:s3/bucketPolicy:BucketPolicy"), (policy) =>
        stack.named(policy, "bucket", "aws:s3/bucket:Bucket").map((owner) => ({ policy, owner })),
      );
      waits(
        trail,
        fitting(policies, ({ owner }) => owner === bucket).map(({ policy }) => policy),
      );
    });

    function waits(resource: Resource, others: readonly Resource[]): void {
      const missing = others.filter((other) => !stack.dependsOn(resource, other)).map(({ name }) => name);
      if (missing.length > 0) report(resource, "dependsOn", "not before it", `to wait for ${missing.join(", ")}`);
    }
  },
});

/** Where each of these says whose door it opens. */
const admissionProperty: Readonly<Record<string, string>> = {
  [types.queuePolicy]: "queueUrl",
  [types.topicPolicy]: "arn",
  [types.permission]: "function",
};
