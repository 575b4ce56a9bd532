import { writesLog } from "../../../aws/lambda-calls";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { allows, roleStatements } from "../../iam/roles";
import { asynchronousCalls } from "../../wiring/asynchronous";
import { collect, complete, fitting } from "../../wiring/collect";
import { deliveriesBy, deliveringTypes } from "../../wiring/deliveries";
import { calleeOf, functionsOf, roleOf } from "../../wiring/functions";
import { rightsOf } from "../../wiring/rights";

const reading = {
  [awsTypes.sqs.queue]: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
  [awsTypes.dynamodb.table]: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
} as const;

export const functionMayUseItsWiring = stackRule({
  name: "function-may-use-its-wiring",
  concern: "reliability",
  description:
    "A function's role may read what its mappings poll, and write to where its failures go, by the keys of both.",
  rationale:
    "Lambda polls and reports failures in the name of the function's role: without the right the mapping is refused or stands still, and failures are lost. Source: Lambda's guides on SQS, on DynamoDB streams and on destinations.",
  remediation:
    "Grant the actions on the ARN that the wiring names, and on its key kms:Decrypt, and to send also kms:GenerateDataKey.",
  controls: ["async.failure-paths", "least.missing-grants"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      const lambda = calleeOf(stack, mapping, "functionName")?.function;
      if (lambda === undefined) return;
      for (const source of stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table)) {
        const isQueue = source.type === awsTypes.sqs.queue;
        const actions = isQueue ? reading[awsTypes.sqs.queue] : reading[awsTypes.dynamodb.table];
        const arn = isQueue ? source.text("arn") : mapping.text("eventSourceArn");
        want(lambda, mapping, "eventSourceArn", [...actions.map((action) => [action, arn] as const), decrypt(source)]);
      }
      judgeDestination(lambda, mapping, "destinationConfig.onFailure.destinationArn");
    });
    await each(stack.ofType(awsTypes.lambda.functionEventInvokeConfig), (config) => {
      const lambda = calleeOf(stack, config, "functionName")?.function;
      if (lambda !== undefined) judgeDestination(lambda, config, "destinationConfig.onFailure.destination");
    });
    const calls = collect(stack.ofType(awsTypes.lambda.permission), (by) => asynchronousCalls(stack, by));
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      if (lambda.value("deadLetterConfig") === undefined) return;
      if (complete(calls).some((callee) => callee.function === lambda))
        judgeDestination(lambda, lambda, "deadLetterConfig.targetArn");
    });

    function judgeDestination(lambda: Resource, by: Resource, property: string): void {
      for (const target of stack.named(by, property, awsTypes.sqs.queue, awsTypes.sns.topic)) {
        const action = target.type === awsTypes.sqs.queue ? "sqs:SendMessage" : "sns:Publish";
        const key = keyOf(target);
        want(lambda, by, property, [[action, target.text("arn")], decrypt(target), ["kms:GenerateDataKey", key]]);
      }
    }

    function want(lambda: Resource, by: Resource, property: string, rights: readonly Right[]): void {
      const statements = rightsOf(stack, lambda);
      if (statements === undefined) return;
      const missing = rights.filter(([action, on]) => on !== undefined && !allows(statements, action, on));
      if (missing.length === 0) return;
      const wanted = `its function '${lambda.name}' to be granted ${missing.map(([action, on]) => `${action} on ${on}`).join(", ")}`;
      report(by, property, by.value(property), wanted);
    }
  },
});

/** An action, and the ARN that it must be granted on; undefined when no grant is needed. */
type Right = readonly [action: string, on: string | undefined];

function decrypt(source: Resource): Right {
  return ["kms:Decrypt", keyOf(source)];
}

/** ARN of the customer managed key of the resource. An alias and AWS's own keys return undefined: no grant can be compared with them. */
function keyOf(resource: Resource): string | undefined {
  const key = resource.text(
    resource.type === awsTypes.dynamodb.table ? "serverSideEncryption.kmsKeyArn" : "kmsMasterKeyId",
  );
  return key?.startsWith("arn:") ? key : undefined;
}

export const functionWritesItsOwnLog = stackRule({
  name: "function-writes-its-own-log",
  concern: "least-privilege",
  description: "A function's role may write the streams of the function's own log group, and of no other.",
  rationale:
    "Without the right the function runs and leaves no trace; with more it can forge the log of another. Source: Lambda's guide on logging.",
  remediation:
    "Grant logs:CreateLogStream and logs:PutLogEvents on the group's ARN followed by ':*', and nothing else of logs.",
  controls: ["lambda.logs", "least.logging"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(functionsOf(stack), (lambda) => {
      const role = roleOf(stack, lambda);
      if (role === undefined) return; // role-trusts-its-user reports it
      const statements = roleStatements(stack, role);
      const group = logGroupOf(stack, lambda);
      if (group === undefined) {
        const wanted = "a log group of this stack";
        report(lambda, "loggingConfig.logGroup", lambda.value("loggingConfig"), wanted);
        return;
      }
      const streams = `${group.text("arn")}:*`;
      for (const action of writesLog) {
        if (
          allows(
            statements.map(({ statement }) => statement),
            action,
            `${group.text("arn")}:log-stream:any`,
          )
        )
          continue;
        report(lambda, "role", "no such right", `${action} on ${streams}`);
      }
      for (const { bearer, statement } of statements) {
        const ofLogs = statement.actions.filter((action) => /^logs:/i.test(action));
        if (statement.effect !== "Allow" || ofLogs.length === 0) continue;
        const others = statement.resources.filter((resource) => resource !== streams);
        if (others.length === 0) continue;
        report(bearer, `${statement.path}.Resource`, others, streams);
      }
    });
  },
});

/** The log group that Lambda writes to: the one that the function names, or the one with Lambda's default name. */
function logGroupOf(stack: Stack, lambda: Resource): Resource | undefined {
  const [named] = stack.named(lambda, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup);
  if (named !== undefined || lambda.text("loggingConfig.logGroup") !== undefined) return named;
  return stack.holding(`/aws/lambda/${lambda.text("name")}`, awsTypes.cloudwatch.logGroup)[0];
}

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
    const ofRoles = collect(stack.ofType(awsTypes.iam.rolePolicy, awsTypes.iam.rolePolicyAttachment), (policy) =>
      stack.named(policy, "role", awsTypes.iam.role).map((role) => ({ policy, role })),
    );
    await each(stack.ofType(awsTypes.lambda.function), (lambda) => {
      const role = roleOf(stack, lambda);
      const policies =
        role === undefined ? [] : fitting(ofRoles, (item) => item.role === role).map(({ policy }) => policy);
      if (role !== undefined && policies.length === 0) report(role, "policies", "none", `what '${lambda.name}' may do`);
      waits(lambda, [...policies, ...stack.named(lambda, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup)]);
    });
    await each(
      stack.ofType(awsTypes.lambda.eventSourceMapping, awsTypes.lambda.functionEventInvokeConfig),
      (resource) => {
        const lambda = calleeOf(stack, resource, "functionName")?.function;
        const role = lambda === undefined ? undefined : roleOf(stack, lambda);
        if (role === undefined) return;
        waits(
          resource,
          fitting(ofRoles, (item) => item.role === role).map(({ policy }) => policy),
        );
      },
    );
    const admissions = collect(
      stack.ofType(awsTypes.sqs.queuePolicy, awsTypes.sns.topicPolicy, awsTypes.lambda.permission),
      (admission) =>
        stack
          .named(
            admission,
            admissionProperty[admission.type] ?? "",
            awsTypes.sqs.queue,
            awsTypes.sns.topic,
            awsTypes.lambda.function,
          )
          .map((owner) => ({ admission, owner })),
    );
    await each(stack.ofType(...deliveringTypes), (by) => {
      for (const { target, callee } of deliveriesBy(stack, by)) {
        const needed = fitting(admissions, ({ owner }) => owner === target).map(({ admission }) => admission);
        // A function has permissions for several callers; it is enough to wait for one of them.
        if (callee !== undefined && needed.some((admission) => stack.dependsOn(by, admission))) continue;
        waits(by, needed);
      }
    });
    await each(stack.ofType(awsTypes.sesv2.configurationSetEventDestination), (by) => {
      const topics = stack.named(by, "eventDestination.snsDestination.topicArn", awsTypes.sns.topic);
      waits(
        by,
        fitting(admissions, ({ owner }) => topics.includes(owner)).map(({ admission }) => admission),
      );
    });
    await each(stack.ofType(awsTypes.cloudtrail.trail), (trail) => {
      const [bucket] = stack.named(trail, "s3BucketName", awsTypes.s3.bucket);
      const policies = collect(stack.ofType(awsTypes.s3.bucketPolicy), (policy) =>
        stack.named(policy, "bucket", awsTypes.s3.bucket).map((owner) => ({ policy, owner })),
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

/** The property in which each of these types names the resource that it opens to a caller. */
const admissionProperty: Readonly<Record<string, string>> = {
  [awsTypes.sqs.queuePolicy]: "queueUrl",
  [awsTypes.sns.topicPolicy]: "arn",
  [awsTypes.lambda.permission]: "function",
};
