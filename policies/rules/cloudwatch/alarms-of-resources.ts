import * as z from "zod";
import { parseArn } from "../../../aws/arn";
import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { type KindId, kindOf } from "../../metrics/kinds";
import { indexNames } from "../../metrics/targets";
import { tolerated } from "../../metrics/tolerance";
import { functionDimensions, type Watched, watchedIn } from "../../metrics/watched";
import { calleeOf, functionsOf } from "../../wiring/functions";

const everyone: readonly (readonly [KindId, string])[] = [
  ["functionErrorRate", "an alarm on its error rate"],
  ["functionDuration", "an alarm on its duration"],
  ["functionThrottles", "an alarm on its throttles"],
];

export const functionHasAlarms = stackRule({
  name: "function-has-alarms",
  concern: "observability",
  description:
    "Every function has alarms on error rate, duration and throttles; one that is called asynchronously also on few errors and throttles.",
  rationale: "Nobody reads the logs of a function that fails, and of an asynchronous call not even the caller hears.",
  remediation: "Declare the alarms for the function by its name, or its name and alias.",
  controls: ["observability.function-alarms"],
  severity: "high",
  parameters: {
    asynchronousErrors: z
      .int()
      .min(0)
      .default(5)
      .describe("Failed asynchronous calls in five minutes that pass without an alarm (N7)."),
    asynchronousThrottles: z
      .int()
      .min(0)
      .default(1)
      .describe("Refused asynchronous calls in five minutes that pass without an alarm (N7)."),
  },
  async check(stack, { parameters, each, report }) {
    const watched = watchedIn(stack);
    const asynchronous = await calledAsynchronously(stack, each);
    const { asynchronousErrors, asynchronousThrottles } = parameters;
    await each(functionsOf(stack), (lambda) => {
      const missing = (wanted: string) => report(lambda, "name", lambda.text("name"), `${wanted} with its dimensions`);
      for (const [kind, wanted] of everyone) if (alarms(stack, watched, lambda, kind).length === 0) missing(wanted);
      if (!asynchronous.has(lambda)) return;
      if (!raisedBy(stack, watched, lambda, "functionErrors", asynchronousErrors))
        missing(`an alarm at more than ${asynchronousErrors} errors, for it is called asynchronously,`);
      if (!raisedBy(stack, watched, lambda, "functionThrottles", asynchronousThrottles))
        missing(`an alarm at more than ${asynchronousThrottles} throttles, for it is called asynchronously,`);
    });
  },
});

function alarms(stack: Stack, watched: Watched, lambda: Resource, kind: KindId) {
  return functionDimensions(stack, lambda).flatMap((dimensions) => watched.by(kind, dimensions));
}

function raisedBy(stack: Stack, watched: Watched, lambda: Resource, kind: KindId, most: number): boolean {
  return alarms(stack, watched, lambda, kind).some((alarm) => {
    const known = kindOf(alarm);
    return known !== undefined && (tolerated(alarm.resource, known) ?? Number.POSITIVE_INFINITY) <= most;
  });
}

/** Functions that SNS or EventBridge invokes, or that have destinations for failed asynchronous calls. */
async function calledAsynchronously(
  stack: Stack,
  each: (resources: Iterable<Resource>, judge: (resource: Resource) => void) => Promise<void>,
): Promise<ReadonlySet<Resource>> {
  const found = new Set<Resource>();
  const add = (resource: Resource, property: string) => {
    const callee = calleeOf(stack, resource, property);
    if (callee !== undefined) found.add(callee.function);
  };
  await each(stack.ofType(awsTypes.sns.topicSubscription), (subscription) => {
    if (subscription.text("protocol") === "lambda") add(subscription, "endpoint");
  });
  await each(stack.ofType(awsTypes.cloudwatch.eventTarget), (target) => add(target, "arn"));
  await each(stack.ofType(awsTypes.lambda.functionEventInvokeConfig), (config) => add(config, "functionName"));
  return found;
}

const kinds = [
  ["apiClientErrors", "4XX errors"],
  ["apiServerErrors", "5XX errors"],
  ["apiLatency", "latency"],
] as const;

export const apiHasAlarms = stackRule({
  name: "api-has-alarms",
  concern: "observability",
  description: "Every stage of an API has alarms on client errors, server errors and latency.",
  rationale: "What the gateway itself refuses or times out never reaches a function, and so no function's alarm.",
  remediation: "Declare the alarms with the dimensions ApiName and Stage, by name and not by id.",
  controls: ["observability.api-alarms"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.apigateway.stage), (stage) => {
      const [api] = stack.named(stage, "restApi", awsTypes.apigateway.restApi);
      const [ApiName = "", Stage = ""] = [api?.text("name"), stage.text("stageName")];
      for (const [kind, what] of kinds)
        if (watched.by(kind, { ApiName, Stage }).length === 0)
          report(stage, "stageName", `${ApiName}, ${Stage}`, `an alarm on ${what} with these dimensions`);
    });
  },
});

export const queueHasAlarms = stackRule({
  name: "queue-has-alarms",
  concern: "observability",
  description:
    "A queue that a function reads has an alarm on the age of its messages, every other queue one on any message in it.",
  rationale:
    "A queue that grows old shows a consumer that fails or is too slow; a queue that nobody reads holds what was given up, until it expires unseen.",
  remediation:
    "Declare the alarm by the queue's name: ApproximateAgeOfOldestMessage, or ApproximateNumberOfMessagesVisible above 0.",
  controls: ["observability.queue-alarms", "async.dead-letter-queues"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    const read = new Set<Resource>();
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      for (const queue of stack.named(mapping, "eventSourceArn", awsTypes.sqs.queue)) read.add(queue);
    });
    await each(stack.ofType(awsTypes.sqs.queue), (queue) => {
      const QueueName = queue.text("name") ?? "";
      const [kind, what] = read.has(queue)
        ? (["queueAge", "the age of its oldest message"] as const)
        : (["deadLetters", "its number of messages, for no function reads it,"] as const);
      if (watched.by(kind, { QueueName }).length > 0) return;
      report(queue, "name", QueueName, `an alarm on ${what} with its name as dimension`);
    });
  },
});

export const ruleHasAlarm = stackRule({
  name: "rule-has-alarm",
  concern: "observability",
  description: "Every rule of an event bus has an alarm on events that it gives up.",
  rationale:
    "FailedInvocations is the only sign of a target that refuses events: the sender got a success. Source: EventBridge's list of metrics.",
  remediation:
    "Declare an alarm on FailedInvocations with EventBusName and RuleName; of the default bus with RuleName only.",
  controls: ["observability.queue-alarms", "async.delivery-failures"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.cloudwatch.eventRule), (rule) => {
      const [EventBusName, RuleName] = [rule.text("eventBusName") ?? "default", rule.text("name") ?? ""];
      const dimensions = EventBusName === "default" ? { RuleName } : { EventBusName, RuleName };
      if (watched.by("ruleFailures", dimensions).length === 0)
        report(rule, "name", dimensions, "an alarm on FailedInvocations with these dimensions");
    });
  },
});

export const backupVaultHasAlarm = stackRule({
  name: "backup-vault-has-alarm",
  concern: "observability",
  description: "Every backup vault has an alarm on jobs that fail, and one on days without any that is done.",
  rationale:
    "A backup that fails, or that no plan begins, changes nothing in the shop: it is missed on the day that it is needed. Source: AWS Backup's guide, CloudWatch metrics.",
  remediation:
    "Declare an alarm with the vault as dimension on the sum of failed, aborted and expired backup jobs, failed copies and failed restores; and one on NumberOfBackupJobsCompleted.",
  controls: ["protection.recovery"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.backup.vault), (vault) => {
      const BackupVaultName = vault.text("name") ?? "";
      if (watched.by("backupFailures", { BackupVaultName }).length === 0)
        report(vault, "name", BackupVaultName, "an alarm on jobs that fail with its name as dimension");
      if (watched.by("missingBackups", { BackupVaultName }).length === 0)
        report(vault, "name", BackupVaultName, "an alarm on days without a backup with its name as dimension");
    });
  },
});

export const webAclHasAlarm = stackRule({
  name: "web-acl-has-alarm",
  concern: "observability",
  description: "Every web ACL has an alarm on the requests that it refuses.",
  rationale:
    "Customers whom a rule refuses by mistake meet no function: no other alarm sees them, for API Gateway counts them among wrong requests. Source: WAF's guide, metrics.",
  remediation: "Declare an alarm on BlockedRequests with the dimensions WebACL, Region and Rule ALL.",
  controls: ["api.firewall", "observability.api-alarms"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.wafv2.webAcl), (webAcl) => {
      const WebACL = webAcl.text("visibilityConfig.metricName") ?? "";
      const Region = parseArn(webAcl.text("arn") ?? "")?.region ?? "";
      if (watched.by("blockedRequests", { WebACL, Region, Rule: "ALL" }).length === 0)
        report(webAcl, "name", WebACL, "an alarm on refused requests with its metric's name as dimension");
    });
  },
});

export const certificateHasAlarm = stackRule({
  name: "certificate-has-alarm",
  concern: "observability",
  description: "The certificate of every domain has an alarm a month before it ends.",
  rationale:
    "A certificate ends for all callers in the same second, and nothing shows it before. AWS renews what it has issued, while it can validate it, and nothing that was imported. Source: Certificate Manager's guide, Supported CloudWatch metrics.",
  remediation: "Declare an alarm on DaysToExpiry with the ARN of the domain's certificate as dimension.",
  controls: ["api.tls"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.apigateway.domainName), (domain) => {
      const CertificateArn = domain.text("regionalCertificateArn") ?? "";
      if (watched.by("certificateExpiry", { CertificateArn }).length === 0)
        report(domain, "regionalCertificateArn", CertificateArn, "an alarm on its last days");
    });
  },
});

export const streamReaderHasAlarm = stackRule({
  name: "stream-reader-has-alarm",
  concern: "observability",
  description: "A function that reads a stream has an alarm on how far it is behind.",
  rationale:
    "A record that fails blocks all that come after it; after a day the stream has forgotten them. Source: Lambda's guide on DynamoDB streams.",
  remediation: "Declare an alarm on IteratorAge with the function's dimensions.",
  controls: ["observability.function-alarms", "async.stream-bounds"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.lambda.eventSourceMapping), (mapping) => {
      // Only mappings of streams have a starting position.
      if (mapping.text("startingPosition") === undefined) return;
      const reader = calleeOf(stack, mapping, "functionName")?.function;
      if (reader === undefined) return;
      const alarms = functionDimensions(stack, reader).flatMap((dimensions) => watched.by("iteratorAge", dimensions));
      if (alarms.length === 0) report(mapping, "functionName", reader.name, "an alarm on its IteratorAge");
    });
  },
});

export const tableHasAlarms = stackRule({
  name: "table-has-alarms",
  concern: "observability",
  description: "Every table and every index of one has an alarm on throttled reads and writes.",
  rationale:
    "A throttled index throttles the table's writes, and is not counted under the table's name. Source: DynamoDB's list of metrics.",
  remediation:
    "Declare an alarm on ReadThrottleEvents and WriteThrottleEvents by TableName, and one by TableName and GlobalSecondaryIndexName for each index.",
  controls: ["observability.table-alarms"],
  severity: "high",
  async check(stack, { each, report }) {
    const watched = watchedIn(stack);
    await each(stack.ofType(awsTypes.dynamodb.table), (table) => {
      const TableName = table.text("name") ?? "";
      const indexes = indexNames(table).map((GlobalSecondaryIndexName) => ({ TableName, GlobalSecondaryIndexName }));
      for (const dimensions of [{ TableName }, ...indexes])
        if (watched.by("tableThrottles", dimensions).length === 0)
          report(table, "name", dimensions, "an alarm on throttled reads and writes with these dimensions");
    });
  },
});
