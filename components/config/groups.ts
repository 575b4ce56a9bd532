// Settings that are groups of values: of one function, of a watched one, of the alarms.
import type * as z from "zod";
import { functionEntries } from "../functions";
import { MOST_ZONES } from "../network/ranges";
import {
  decimal,
  domainName,
  ec2Id,
  flag,
  group,
  hostedZoneId,
  list,
  networkRange,
  oneOf,
  text,
  whole,
} from "./fields";

/** What one function may have different from the rest; each defaults to the stack's value. */
export const functionOverride = {
  /** Memory in MB. */
  memoryMb: whole(128, 10_240).optional(),
  /** Longest run of a call. */
  timeoutSeconds: whole(1, 900).optional(),
  /** Reserved concurrency. 0: the function is switched off. */
  reservedConcurrency: whole(0, 10_000).optional(),
  // When the function's alarms are raised.
  /** Share of calls that fail: raised by more than this, twice in a row. */
  errorRatePercent: decimal(0.1, 100).optional(),
  /** Mean duration: raised by more than this, twice in a row. */
  averageDurationMs: whole(1, 900_000).optional(),
  /** Calls that Lambda refused: raised when this is reached. */
  throttles: whole(1, 1_000_000).optional(),
} satisfies z.ZodRawShape;

/** A function that this program does not declare and watches all the same. */
export const watchedFunction = {
  /** Physical name. */
  name: text("must be the name of a Lambda function: 1 to 64 letters, digits, dashes or underscores", /^[\w-]{1,64}$/),
  /** Share of calls that fail: raised by more than this, twice in a row. */
  errorRatePercent: decimal(0.1, 100).optional(),
  /** Mean duration: raised by more than this, twice in a row. */
  averageDurationMs: whole(1, 900_000).optional(),
  /** Calls that Lambda refused: raised when this is reached. */
  throttles: whole(1, 1_000_000).optional(),
} satisfies z.ZodRawShape;

const overrideGroup = group(functionOverride).optional();

export const functionOverrides = Object.fromEntries(functionEntries.map((entry) => [entry, overrideGroup])) as {
  [E in (typeof functionEntries)[number]]: typeof overrideGroup;
};

/** Alarm thresholds. Counts are per five minutes, and the alarm is raised when the value is reached. */
export const alarmThresholds = {
  /** Share of a function's calls that fail: raised by more than this, twice in a row. So is the next one. */
  functionErrorRatePercent: decimal(0.1, 100).default(5),
  /** Mean duration of a function's calls. */
  functionAverageDurationMs: whole(1, 900_000).default(500),
  /** Calls of a function that Lambda refused: raised when this is reached. */
  functionThrottles: whole(1, 1_000_000).default(5),
  /** Age of the oldest message of a queue that was received less than three times. Higher, and ten minutes pass in silence. */
  queueAgeSeconds: whole(60, 1_209_600).default(240),
  /** Messages, records of streams, or events of a rule that were put back to be tried again. */
  retries: whole(1, 1_000_000).default(5),
  /** How far a stream consumer is behind. */
  iteratorAgeSeconds: whole(1, 86_400).default(60),
  /** Requests to a table that DynamoDB throttled. */
  tableThrottles: whole(1, 1_000_000).default(1),
  /** Share of requests that the API refused as wrong. */
  api4xxPercent: decimal(0.1, 100).default(25),
  /** Share of requests that failed in the API. */
  api5xxPercent: decimal(0.1, 100).default(1),
  /** 99th percentile. */
  apiLatencyMs: whole(1, 29_000).default(2_000),
  /** Requests that AWS WAF refused, where `wafEnabled` is on. */
  wafBlockedRequests: whole(1, 1_000_000).default(100),
  /** Orders requests that failed for a reason of ours. */
  orderInternalFailures: whole(1, 1_000_000).default(5),
  /** Notifications that the webhook did not take: raised by more than this. So are the next two, of their function. */
  notificationFailures: whole(1, 1_000_000).default(10),
  /** Failed calls of the notifications' processor. */
  notificationErrors: whole(1, 1_000_000).default(5),
  /** Calls of the notifications' processor that Lambda refused. */
  notificationThrottles: whole(1, 1_000_000).default(1),
  /** SES reviews an account at 5 %. */
  bounceRatePercent: decimal(0.01, 100).default(5),
  /** SES reviews an account at 0.1 %. */
  complaintRatePercent: decimal(0.01, 100).default(0.1),
} satisfies z.ZodRawShape;

const tlsPolicies = ["SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_3_2025_09", "TLS_1_2"] as const;

/** The domain under which the API is called, by TLS 1.2 or newer. */
export const apiDomain = {
  /** The domain, such as `api.example.com`. */
  name: domainName(),
  /** Path before the paths of the API, without slashes. Default: none. */
  basePath: text("must be 1 to 64 letters, digits or any of $_.+!*'()-", /^[\w$.+!*'()-]{1,64}$/).optional(),
  /**
   * Certificate of the domain in AWS Certificate Manager, in the region of the stack. Default: one is issued, and proves itself in `hostedZoneId`.
   */
  certificateArn: text(
    "must be the ARN of a certificate of AWS Certificate Manager",
    /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
  ).optional(),
  /**
   * Public hosted zone of the domain in Route 53, in this account: its record is made there. Default: none, then the output `apiDomainTarget` says
   * what the domain's record has to name.
   */
  hostedZoneId: hostedZoneId().optional(),
  /**
   * API Gateway's security policy of the domain and of the API behind it: TLS versions and ciphers. The default takes TLS 1.2 with forward secrecy, and
   * 1.3; the second 1.3 only; the last is for regions that lack both.
   */
  tlsPolicy: oneOf(tlsPolicies).default("SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"),
} satisfies z.ZodRawShape;

/** How a new version of a function comes to be called once `rollout` is set. CodeDeploy shifts the calls of the alias. */
export const rollout = {
  /** `canary`: a share of the calls, and all of them after a while. `linear`: a share more, again and again. `all-at-once`: all of them. */
  strategy: oneOf(["canary", "linear", "all-at-once"]).default("canary"),
  /** Share of the calls that the new version gets first, and that each step of `linear` adds. */
  percent: whole(1, 99).default(10),
  /** Minutes before the rest of a canary, and between two steps of `linear`. */
  minutes: whole(1, 2_880).default(5),
  /**
   * Calls of a function that fail within a minute, and failures that its pipeline reports otherwise: answers of 500, messages handed back or given up,
   * notifications that reach nobody. When this is reached, its version before is called again.
   */
  failedCalls: whole(1, 1_000_000).default(1),
} satisfies z.ZodRawShape;

/** A private network of the stack's own, by `zones`, or one that is there already, by `vpcId`. */
export const network = {
  /** Availability zones of the stack's region, in which the network has a subnet each. Add further ones at the end: the others' addresses stay then. */
  zones: list(
    text("must be the name of an availability zone, such as eu-central-1a", /^[a-z]{2,}(-[a-z]+)+-\d+[a-z]$/),
    MOST_ZONES,
    2,
  ).optional(),
  /** Private IPv4 range of the network, of which each subnet gets a /24. Default: `10.0.0.0/16`. */
  cidrBlock: networkRange().optional(),
  /** VPC that is there already, with DNS support and DNS names, and without endpoints of the services that the functions call. */
  vpcId: ec2Id("vpc").optional(),
  /** Its subnets for functions and endpoints, in two zones or more, one in each. */
  subnetIds: list(ec2Id("subnet"), MOST_ZONES, 2).optional(),
  /** Route tables of these subnets. */
  routeTableIds: list(ec2Id("rtb"), MOST_ZONES).optional(),
  /** Whether the functions stand in it. `false` for one roll-out, before the network is taken out: what was called before still needs it. */
  functionsInside: flag().default(true),
} satisfies z.ZodRawShape;
