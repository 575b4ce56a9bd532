import type { Resource } from "../../../../program/policies/requests";
import { resource, urn } from "../resources";
import { apiDocument } from "./wired-api";
import { admission, arn, grant, policy, queuePolicy, t } from "./wired-parts";

const keep = { messageRetentionSeconds: 1_209_600 };
const streamArn = `${arn("table", "orders")}/stream/1`;

function fn(name: string, statements: readonly object[], extra: object = {}): readonly Resource[] {
  const dependencies = [urn(t.rolePolicy, `${name}-policy`), urn(t.logGroup, `${name}-logs`)];
  return [
    resource(t.role, `${name}-role`),
    resource(t.rolePolicy, `${name}-policy`, { role: `${name}-role`, policy: policy(...statements) }),
    resource(t.logGroup, `${name}-logs`, { name: `/aws/lambda/${name}` }),
    resource(
      t.function,
      name,
      {
        name,
        role: arn("role", `${name}-role`),
        timeout: 20,
        publish: true,
        loggingConfig: { logGroup: `/aws/lambda/${name}` },
        ...extra,
      },
      { outputs: { version: "3" }, dependencies },
    ),
    resource(
      t.alias,
      `${name}-live`,
      { name: "live", functionName: name, functionVersion: "3" },
      { dependencies: [urn(t.function, name)] },
    ),
  ];
}

function dead(name: string, ...statements: readonly object[]): readonly Resource[] {
  return [
    resource(t.queue, name, keep),
    resource(t.queuePolicy, `${name}-policy`, { queueUrl: name, policy: queuePolicy(name, ...statements) }),
  ];
}

const byTopic = (queue: string) => admission("sns.amazonaws.com", arn("topic", "news"), arn("queue", queue));
const byRule = (queue: string) => admission("events.amazonaws.com", arn("rule", "moves"), arn("queue", queue));
const byBus = (queue: string) => admission("events.amazonaws.com", arn("bus", "bus"), arn("queue", queue));
const afterAlias = (name: string, ...others: readonly string[]) => ({
  dependencies: [urn(t.alias, `${name}-live`), ...others],
});
const permission = (name: string, principal: string, sourceArn: string) => ({
  ...{ action: "lambda:InvokeFunction", function: name, qualifier: "live", principal, sourceArn },
});
const gateway = "apigateway.amazonaws.com";

/** A topic read by a function, a bus whose events a worker takes from a queue, a table whose stream is audited, and an API. */
export const shop: readonly Resource[] = [
  // topic -> reader
  resource(t.topic, "news"),
  ...dead("news-dead", byTopic("news-dead")),
  ...dead("reader-failures"),
  ...fn("reader", [grant("sqs:SendMessage", arn("queue", "reader-failures"))]),
  resource(t.permission, "reader-permission", {
    ...permission("reader", "sns.amazonaws.com", arn("topic", "news")),
    sourceAccount: "123456789012",
  }),
  resource(
    t.subscription,
    "reading",
    {
      topic: arn("topic", "news"),
      protocol: "lambda",
      endpoint: arn("alias", "reader-live"),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("queue", "news-dead") }),
    },
    afterAlias("reader", urn(t.permission, "reader-permission"), urn(t.queuePolicy, "news-dead-policy")),
  ),
  resource(
    t.config,
    "reader-retries",
    {
      functionName: "reader",
      qualifier: "live",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3_600,
      destinationConfig: { onFailure: { destination: arn("queue", "reader-failures") } },
    },
    afterAlias("reader"),
  ),
  // topic -> queue, bus -> rule -> queue -> worker
  resource(t.queue, "work", {
    visibilityTimeoutSeconds: 120,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("queue", "work-dead"), maxReceiveCount: 5 }),
  }),
  resource(t.queuePolicy, "work-policy", {
    queueUrl: "work",
    policy: queuePolicy("work", byTopic("work"), byRule("work")),
  }),
  ...dead("work-dead"),
  resource(t.redriveAllow, "work-dead-allow", {
    queueUrl: "work-dead",
    redriveAllowPolicy: JSON.stringify({
      redrivePermission: "byQueue",
      sourceQueueArns: [arn("queue", "work")],
    }),
  }),
  resource(
    t.subscription,
    "queueing",
    {
      topic: arn("topic", "news"),
      protocol: "sqs",
      endpoint: arn("queue", "work"),
      rawMessageDelivery: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("queue", "news-dead") }),
    },
    { dependencies: [urn(t.queuePolicy, "work-policy"), urn(t.queuePolicy, "news-dead-policy")] },
  ),
  resource(
    t.bus,
    "bus",
    { name: "bus", kmsKeyIdentifier: arn("key", "key"), deadLetterConfig: { arn: arn("queue", "bus-dead") } },
    { dependencies: [urn(t.queuePolicy, "bus-dead-policy")] },
  ),
  resource(t.key, "key"),
  resource(t.keyAlias, "key-alias", { targetKeyId: "key" }),
  resource(t.archive, "archive", { eventSourceArn: arn("bus", "bus"), retentionDays: 14 }),
  ...dead("bus-dead", byBus("bus-dead")),
  resource(t.rule, "moves", {
    name: "moves",
    eventBusName: "bus",
    eventPattern: JSON.stringify({ source: [{ prefix: "carrier." }], "detail-type": ["ShipmentStatusChanged"] }),
  }),
  ...dead("target-dead", byRule("target-dead")),
  resource(
    t.target,
    "moving",
    {
      rule: "moves",
      eventBusName: "bus",
      arn: arn("queue", "work"),
      deadLetterConfig: { arn: arn("queue", "target-dead") },
      retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3_600 },
    },
    { dependencies: [urn(t.queuePolicy, "work-policy"), urn(t.queuePolicy, "target-dead-policy")] },
  ),
  ...fn("worker", [
    grant(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], arn("queue", "work")),
    grant("dynamodb:PutItem", arn("table", "orders")),
  ]),
  resource(
    t.mapping,
    "working",
    {
      functionName: arn("alias", "worker-live"),
      eventSourceArn: arn("queue", "work"),
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: 5 },
    },
    afterAlias("worker"),
  ),
  // table -> auditor
  resource(
    t.table,
    "orders",
    { name: "orders", streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES", ttl: { enabled: true } },
    { outputs: { streamArn } },
  ),
  ...dead("audit-failures"),
  ...fn("auditor", [
    grant(["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], streamArn),
    grant("sqs:SendMessage", arn("queue", "audit-failures")),
  ]),
  resource(
    t.mapping,
    "auditing",
    {
      functionName: arn("alias", "auditor-live"),
      eventSourceArn: streamArn,
      functionResponseTypes: ["ReportBatchItemFailures"],
      maximumRetryAttempts: -1,
      maximumRecordAgeInSeconds: 3_600,
      bisectBatchOnFunctionError: true,
      startingPosition: "TRIM_HORIZON",
      destinationConfig: { onFailure: { destinationArn: arn("queue", "audit-failures") } },
      filterCriteria: { filters: [{ pattern: JSON.stringify({ eventName: ["INSERT", "MODIFY"] }) }] },
    },
    afterAlias("auditor"),
  ),
  // API -> clerk
  ...fn("clerk", [grant("dynamodb:GetItem", arn("table", "orders"))], { reservedConcurrentExecutions: 20 }),
  resource(
    t.api,
    "api",
    { name: "shop", body: apiDocument(arn("alias", "clerk-live")) },
    {
      outputs: { executionArn: "arn:aws:execute-api:eu-central-1:123456789012:api" },
      propertyDependencies: { body: [urn(t.alias, "clerk-live")] },
    },
  ),
  resource(t.account, "account", { cloudwatchRoleArn: arn("role", "clerk-role") }),
  resource(
    t.deployment,
    "deployment",
    { restApi: "api", triggers: { redeploy: "0123456789abcdef0123456789abcdef" } },
    { propertyDependencies: { triggers: [urn(t.alias, "clerk-live")] } },
  ),
  resource(
    t.stage,
    "stage",
    { restApi: "api", deployment: "deployment", stageName: "v1" },
    { dependencies: [urn(t.account, "account")] },
  ),
  resource(t.settings, "settings", {
    restApi: "api",
    stageName: "v1",
    methodPath: "*/*",
    settings: { throttlingRateLimit: 500, throttlingBurstLimit: 1_000 },
  }),
  resource(
    t.permission,
    "clerk-permission",
    permission("clerk", gateway, "arn:aws:execute-api:eu-central-1:123456789012:api/v1/POST/orders/*"),
  ),
  resource(
    t.permission,
    "authorizer-permission",
    permission("clerk", gateway, "arn:aws:execute-api:eu-central-1:123456789012:api/authorizers/*"),
  ),
];
