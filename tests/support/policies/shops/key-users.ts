import type { Resource } from "../../../../program/policies/requests";
import { resource } from "../resources";
import { account, administration, forService, keyWith, type TestStatement } from "./key-parts";

const region = "eu-central-1";
const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${account}:${name}`;
const key = { kmsMasterKeyId: arn("kms", "key/1") };

export const arns = {
  alarm: arn("cloudwatch", "alarm:depth-prod"),
  topic: arn("sns", "orders-prod"),
  rule: arn("events", "rule/shop-prod/parcels-prod"),
  bus: arn("events", "event-bus/shop-prod"),
  archive: arn("events", "archive/kept-prod"),
  set: arn("ses", "configuration-set/mail-prod"),
  trail: arn("cloudtrail", "trail/audit-prod"),
  group: arn("logs", "log-group:/aws/lambda/sender-prod"),
} as const;

const publish = ["kms:Decrypt", "kms:GenerateDataKey*"];
const from = (source: string) => ({ ArnLike: { "aws:SourceArn": source } });

/** A statement for each service that the wiring below makes use the key. */
export const statements = {
  alarms: forService("cloudwatch.amazonaws.com", publish, {
    StringEquals: { "aws:SourceAccount": account },
    ArnLike: { "aws:SourceArn": arn("cloudwatch", "alarm:*-prod") },
  }),
  topics: forService("sns.amazonaws.com", publish, from(arns.topic)),
  rules: forService("events.amazonaws.com", publish, from(arns.rule)),
  busDescribes: forService("events.amazonaws.com", ["kms:DescribeKey"], {
    StringEquals: { "aws:SourceAccount": account },
  }),
  busEncrypts: forService("events.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey", "kms:ReEncrypt*"], {
    StringEquals: { "kms:EncryptionContext:aws:events:event-bus:arn": arns.bus },
  }),
  emails: forService("ses.amazonaws.com", publish, from(arns.set)),
  logs: forService(
    `logs.${region}.amazonaws.com`,
    ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    { ArnLike: { "kms:EncryptionContext:aws:logs:arn": arn("logs", "*") } },
  ),
  trailDescribes: forService("cloudtrail.amazonaws.com", ["kms:DescribeKey"], from(arns.trail)),
  trailEncrypts: forService("cloudtrail.amazonaws.com", ["kms:GenerateDataKey*"], {
    StringEquals: { "kms:EncryptionContext:aws:cloudtrail:arn": arns.trail },
  }),
} as const satisfies Readonly<Record<string, TestStatement>>;

/** Statements of the whole policy, some of them replaced; `undefined` takes one away. */
export function policyOf(
  changed: Readonly<Partial<Record<keyof typeof statements, TestStatement | undefined>>> = {},
): readonly TestStatement[] {
  const all: Readonly<Record<string, TestStatement | undefined>> = { ...statements, ...changed };
  return [administration, ...Object.values(all).filter((statement) => statement !== undefined)];
}

/** One of everything that makes a service of AWS use a key by itself, and the key. */
export const wiring: readonly Resource[] = [
  keyWith(...policyOf()),
  named("aws:sqs/queue:Queue", "queue", arn("sqs", "queue"), key),
  named("aws:sns/topic:Topic", "alerts", arn("sns", "alerts"), key),
  named("aws:sns/topic:Topic", "orders", arns.topic),
  named("aws:cloudwatch/metricAlarm:MetricAlarm", "alarm", arns.alarm, { alarmActions: [arn("sns", "alerts")] }),
  resource("aws:sns/topicSubscription:TopicSubscription", "subscription", {
    topic: arns.topic,
    protocol: "sqs",
    endpoint: arn("sqs", "queue"),
  }),
  named("aws:cloudwatch/eventBus:EventBus", "bus", arns.bus, { kmsKeyIdentifier: key.kmsMasterKeyId }),
  named("aws:cloudwatch/eventArchive:EventArchive", "archive", arns.archive, {
    kmsKeyIdentifier: key.kmsMasterKeyId,
    eventSourceArn: arns.bus,
  }),
  named("aws:cloudwatch/eventRule:EventRule", "rule", arns.rule, { name: "parcels" }),
  resource("aws:cloudwatch/eventTarget:EventTarget", "target", { rule: "parcels", arn: arn("sqs", "queue") }),
  named("aws:sesv2/configurationSet:ConfigurationSet", "set", arns.set, { configurationSetName: "mail" }),
  resource("aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination", "feedback", {
    configurationSetName: "mail",
    eventDestination: { snsDestination: { topicArn: arn("sns", "alerts") } },
  }),
  named("aws:cloudtrail/trail:Trail", "trail", arns.trail, { kmsKeyId: key.kmsMasterKeyId }),
  named("aws:cloudwatch/logGroup:LogGroup", "logs", arns.group, { kmsKeyId: key.kmsMasterKeyId }),
];

function named(type: string, name: string, arn: string, inputs: Readonly<Record<string, unknown>> = {}): Resource {
  return resource(type, name, inputs, { outputs: { arn } });
}
