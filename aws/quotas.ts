// AWS's default quotas that limit the rate of work, by region, and what no quota can raise.

/** A default of AWS for an account and region. */
export interface Quota {
  /** Code in Service Quotas. @default the service has no such page for it */
  readonly code?: string;
  /** Name in Service Quotas, or in the service's documentation. */
  readonly name: string;
  /** Whether AWS raises it on request. */
  readonly adjustable: boolean;
  /** Value where no other is listed. */
  readonly value: number;
  /** Other values by region. */
  readonly regions?: Readonly<Record<string, number>>;
  /** What the value counts. */
  readonly unit: string;
  /** Page of AWS's documentation. */
  readonly source: string;
  /** The value was not read in that page when this was written, so it must be checked in the account. @default read there */
  readonly unread?: true;
}

const perSecond = "a second";

/** Regions in which API Gateway begins with 2,500 requests a second. */
const smallApiRegions = [
  ...["af-south-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-west-1"],
  ...["eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "mx-central-1"],
];

const same = (regions: readonly string[], value: number) =>
  Object.fromEntries(regions.map((region) => [region, value]));

/** The quotas that the program can reach. */
export const quotas = {
  apiRequests: {
    code: "L-8A5B8E43",
    name: "API Gateway: throttle rate",
    adjustable: true,
    value: 10_000,
    regions: same(smallApiRegions, 2_500),
    unit: perSecond,
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
    unread: true,
  },
  concurrency: {
    code: "L-B99A9384",
    name: "Lambda: concurrent executions",
    adjustable: true,
    value: 1_000,
    unit: "at once",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
  },
  tableWrites: {
    code: "L-AB614373",
    name: "DynamoDB: table-level write throughput",
    adjustable: true,
    value: 40_000,
    unit: "write units a second",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
  },
  tableReads: {
    code: "L-CF0CBE56",
    name: "DynamoDB: table-level read throughput",
    adjustable: true,
    value: 40_000,
    unit: "read units a second",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
  },
  partitionWrites: {
    name: "DynamoDB: writes to one partition key",
    adjustable: false,
    value: 1_000,
    unit: "write units a second",
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html",
  },
  publish: {
    code: "L-F8E2BA85",
    name: "SNS: messages published",
    adjustable: true,
    value: 300,
    regions: {
      "us-east-1": 30_000,
      ...same(["us-west-2", "eu-west-1"], 9_000),
      ...same(["us-east-2", "us-west-1", "ap-south-1", "ap-northeast-1", "ap-northeast-2"], 1_500),
      ...same(["ap-southeast-1", "ap-southeast-2", "eu-central-1"], 1_500),
    },
    unit: perSecond,
    source: "https://docs.aws.amazon.com/general/latest/gr/sns.html",
    unread: true,
  },
  topicEmails: {
    name: "SNS: emails to one subscription",
    adjustable: false,
    value: 10,
    unit: perSecond,
    source: "https://repost.aws/knowledge-center/sns-email-subscription-disabled",
  },
  inFlight: {
    name: "SQS: messages in flight in one queue",
    adjustable: true,
    value: 120_000,
    unit: "at once",
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html",
    unread: true,
  },
  putEvents: {
    code: "L-9B653E91",
    name: "EventBridge: PutEvents requests",
    adjustable: true,
    value: 400,
    regions: {
      ...same(["us-east-1", "us-west-2", "eu-west-1"], 10_000),
      ...same(["us-east-2", "eu-central-1", "eu-south-2"], 2_400),
      ...same(["us-west-1", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-2"], 1_200),
      ...same(["ap-east-1", "ap-northeast-2", "ap-south-1", "ca-central-1"], 600),
      ...same(["eu-north-1", "eu-west-3", "sa-east-1"], 600),
    },
    unit: perSecond,
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
  },
  ruleInvocations: {
    code: "L-5540C5E3",
    name: "EventBridge: invocations of targets; beyond it they are delayed",
    adjustable: true,
    value: 750,
    regions: {
      ...same(["us-east-1", "us-west-2", "eu-west-1"], 18_750),
      ...same(["us-east-2", "eu-central-1", "eu-south-2"], 4_500),
      ...same(["us-west-1", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2", "eu-west-2"], 2_250),
      ...same(["ap-east-1", "ap-northeast-2", "ap-south-1", "ca-central-1"], 1_100),
      ...same(["eu-north-1", "eu-west-3", "sa-east-1"], 1_100),
    },
    unit: perSecond,
    source: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
  },
  keyRequests: {
    name: "KMS: cryptographic operations (symmetric)",
    adjustable: true,
    value: 10_000,
    regions: {
      ...same(["us-east-1", "us-west-2", "eu-west-1"], 100_000),
      ...same(["us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"], 20_000),
      ...same(["eu-central-1", "eu-west-2"], 20_000),
    },
    unit: perSecond,
    source: "https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html",
  },
  // Both are the sandbox's. AWS grants others with production access, which no table lists.
  emailRate: {
    code: "L-CDEF9B6B",
    name: "SES: sending rate (1 in the sandbox)",
    adjustable: true,
    value: 1,
    unit: perSecond,
    source: "https://docs.aws.amazon.com/ses/latest/dg/quotas.html",
  },
  emailsPerDay: {
    code: "L-804C8AE8",
    name: "SES: emails in 24 hours (200 in the sandbox)",
    adjustable: true,
    value: 200,
    unit: "a day",
    source: "https://docs.aws.amazon.com/ses/latest/dg/quotas.html",
  },
  traces: {
    name: "X-Ray: trace segments",
    adjustable: true,
    value: 2_600,
    unit: perSecond,
    source: "https://docs.aws.amazon.com/general/latest/gr/xray.html",
    unread: true,
  },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaName = keyof typeof quotas;

/** The quota of that name. */
export function quotaOf(name: QuotaName): Quota {
  return quotas[name];
}

/** The default value of a quota in a region. */
export function defaultOf({ value, regions }: Quota, region: string): number {
  return regions?.[region] ?? value;
}
