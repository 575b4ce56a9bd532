import { resource } from "../resources";
import { account, arn, grant, role, rolePolicy, types } from "./granted-parts";

const key = arn("kms", "key/1");
const table = arn("dynamodb", "table/shop-table");
const errors = arn("dynamodb", "table/monitoring-errors");

/** ARNs of the shop below. */
export const arns = {
  key,
  table,
  index: `${table}/index/ByCustomer`,
  stream: `${table}/stream/2026`,
  errors,
  queue: arn("sqs", "shop-queue"),
  deadLetters: arn("sqs", "shop-dead-letters"),
  failures: arn("sqs", "shop-failures"),
  topic: arn("sns", "news-topic"),
  bus: arn("events", "event-bus/shop-bus"),
  identity: arn("ses", "identity/example.com"),
  set: arn("ses", "configuration-set/shop-mail"),
  logs: arn("logs", "log-group:/aws/lambda/shop-sender"),
  sender: arn("lambda", "function:shop-sender"),
} as const;

/** Where each statement of the sender's policy stands. */
export const at = {
  logs: 0,
  traces: 1,
  environment: 2,
  errors: 3,
  table: 4,
  mail: 5,
  poll: 6,
  send: 7,
  publish: 8,
  decrypt: 9,
  dataKey: 10,
} as const;

const poll = ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"];

function queue(name: string) {
  const url = `https://sqs.eu-central-1.amazonaws.com/${account}/${name}`;
  return resource(types.queue, name, { name, kmsMasterKeyId: key }, { outputs: { arn: arn("sqs", name), url } });
}

function tableOf(name: string) {
  const inputs = {
    name,
    serverSideEncryption: { enabled: true, kmsKeyArn: key },
    globalSecondaryIndexes: [{ name: "ByCustomer" }],
  };
  const own = arn("dynamodb", `table/${name}`);
  return resource(types.table, name, inputs, { outputs: { arn: own, streamArn: `${own}/stream/2026` } });
}

const url = (name: string) => `https://sqs.eu-central-1.amazonaws.com/${account}/${name}`;

/** A function that reads a queue, sends emails, knows a table, a topic and its dead letters, and has exactly the rights for that. */
export const shop = [
  resource(types.key, "shop-key", {}, { outputs: { arn: key, keyId: "1" } }),
  queue("shop-queue"),
  queue("shop-dead-letters"),
  queue("shop-failures"),
  tableOf("shop-table"),
  tableOf("monitoring-errors"),
  resource(types.topic, "news-topic", { name: "news-topic", kmsMasterKeyId: key }, { outputs: { arn: arns.topic } }),
  resource(types.bus, "shop-bus", { name: "shop-bus" }, { outputs: { arn: arns.bus } }),
  resource(types.identity, "shop-identity", { emailIdentity: "example.com" }, { outputs: { arn: arns.identity } }),
  resource(types.set, "shop-set", { configurationSetName: "shop-mail" }, { outputs: { arn: arns.set } }),
  resource(types.logGroup, "shop-sender-logs", { name: "/aws/lambda/shop-sender" }, { outputs: { arn: arns.logs } }),
  role("shop-sender-role"),
  resource(
    types.function,
    "shop-sender",
    {
      name: "shop-sender",
      role: `arn:aws:iam::${account}:role/shop-sender-role`,
      kmsKeyArn: key,
      tracingConfig: { mode: "Active" },
      loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/shop-sender" },
      environment: {
        variables: {
          ERROR_TABLE: "monitoring-errors",
          TABLE: "shop-table",
          QUEUE_URL: url("shop-queue"),
          DEAD_LETTERS_URL: url("shop-dead-letters"),
          TOPIC_ARN: arns.topic,
          MAIL_SET: "shop-mail",
          SENDER: "orders@example.com",
          LEVEL: "INFO",
        },
      },
    },
    { outputs: { arn: arns.sender } },
  ),
  resource(
    types.alias,
    "shop-sender-live",
    { functionName: "shop-sender", name: "live" },
    { outputs: { arn: `${arns.sender}:live` } },
  ),
  resource(types.mapping, "shop-mapping", { eventSourceArn: arns.queue, functionName: `${arns.sender}:live` }),
  rolePolicy(
    "shop-sender-policy",
    "shop-sender-role",
    grant(["logs:CreateLogStream", "logs:PutLogEvents"], `${arns.logs}:*`),
    grant(["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"),
    grant("kms:Decrypt", key, {
      Condition: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": arns.sender } },
    }),
    grant(["dynamodb:PutItem"], [errors]),
    grant(["dynamodb:GetItem", "dynamodb:Query"], [table, arns.index]),
    grant("ses:SendEmail", [arns.identity, arns.set], {
      Condition: { StringEquals: { "ses:FromAddress": "orders@example.com" } },
    }),
    grant(poll, [arns.queue]),
    grant("sqs:SendMessage", arns.deadLetters),
    grant("sns:Publish", arns.topic),
    grant("kms:Decrypt", key, {
      Condition: { StringEquals: { "kms:ViaService": services("dynamodb", "sns", "sqs") } },
    }),
    grant("kms:GenerateDataKey", key, { Condition: { StringEquals: { "kms:ViaService": services("sns", "sqs") } } }),
  ),
];

/** Hosts of services in the region of the tests. */
export function services(...names: readonly string[]): readonly string[] {
  return names.map((name) => `${name}.eu-central-1.amazonaws.com`);
}
