/** Source of the prices below. */
export const priceTable = {
  region: "us-east-1",
  /** Day on which the prices were read. */
  date: "2026-11-21",
  source: "AWS's public price pages, on demand, first tier, without free tiers, taxes and data transfer",
} as const;

/** USD per million. */
export const perMillion = {
  /** REST API: https://aws.amazon.com/api-gateway/pricing/ */
  restRequest: 3.5,
  /** Request that a web ACL looks at, with a body of up to 16 KB: https://aws.amazon.com/waf/pricing/ */
  webAclRequest: 0.6,
  /** https://aws.amazon.com/lambda/pricing/ */
  lambdaRequest: 0.2,
  /** On demand: one write of up to 1 KB, https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  tableWrite: 0.625,
  /** On demand: one strongly consistent read of up to 4 KB. */
  tableRead: 0.125,
  /** GetRecords by Lambda's own poller is not charged. */
  streamRead: 0,
  /** Publish to a standard topic; deliveries to queues and functions are free: https://aws.amazon.com/sns/pricing/ */
  topicPublish: 0.5,
  /** 2 USD for 100,000 emails by SNS. */
  topicEmail: 20,
  /** Any call of a standard queue, up to 64 KB: https://aws.amazon.com/sqs/pricing/ */
  queueRequest: 0.4,
  /** Event sent to a custom bus; deliveries within the account are free: https://aws.amazon.com/eventbridge/pricing/ */
  busEvent: 1,
  /** 0.10 USD for 1,000 emails: https://aws.amazon.com/ses/pricing/ */
  email: 100,
  /** Recorded trace: https://aws.amazon.com/xray/pricing/ */
  trace: 5,
  /** Symmetric request: https://aws.amazon.com/kms/pricing/ */
  keyRequest: 3,
  /** 0.10 USD for 100,000 data events: https://aws.amazon.com/cloudtrail/pricing/ */
  trailEvent: 1,
  /** Event that a rule of Contributor Insights for DynamoDB matches: https://aws.amazon.com/cloudwatch/pricing/ */
  insightEvent: 0.03,
} as const;

/** USD per GB-second of a function, by architecture. */
export const perGigabyteSecond = { arm64: 0.0000133334, x86_64: 0.0000166667 } as const;

/** USD per GB of ingested data: logs of functions and of API Gateway, and archived events. */
export const perGigabyteIn = { logs: 0.5, archive: 0.1 } as const;

/** USD per month and item. */
export const perMonth = {
  /** Metric of a standard alarm; a metric math alarm is billed for each metric that it reads. */
  alarmMetric: 0.1,
  /** Metric of an alarm with a period below a minute. */
  fastAlarmMetric: 0.3,
  compositeAlarm: 0.5,
  /** Dashboard. The first three of an account are free; the estimate cannot know whether they are used. */
  dashboard: 3,
  /** Custom metric: each set of dimensions, in the months in which a value is written. */
  customMetric: 0.3,
  /** Customer managed key; each of its first two rotations adds the same amount. */
  key: 1,
  /** Rule of Contributor Insights. */
  insightRule: 0.5,
  /** Interface endpoint in one zone, 0.01 USD an hour: https://aws.amazon.com/privatelink/pricing/ */
  interfaceEndpoint: 7.3,
  /** Web ACL, and each rule or managed group in it: https://aws.amazon.com/waf/pricing/ */
  webAcl: 5,
  webAclRule: 1,
  /** Elastic IP and NAT gateway, by the hour: https://aws.amazon.com/vpc/pricing/ */
  natGateway: 32.85,
  publicAddress: 3.65,
} as const;

/** Hours of a month in AWS's price calculator. */
export const hoursPerMonth = 730;

/** Seconds of a month. */
export const secondsPerMonth = hoursPerMonth * 3600;
