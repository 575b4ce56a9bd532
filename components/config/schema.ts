import type * as z from "zod";
import { mostIndexShards } from "../../functions/contracts/index-shards";
import { webhookKinds } from "../../functions/notifications/channels/rooms";
import { isAllowed } from "../../functions/notifications/channels/webhook-request";
import { signatureAlgorithms } from "../../functions/orders/authorizer/algorithms";
import { orderRecipients } from "../../functions/orders/domain/access";
import { loopbackHost } from "../../functions/shared/loopback";
import { timeZoneType } from "../../functions/shared/time-zone";
import { functionEntries } from "../functions";
import {
  corsOrigin,
  decimal,
  emailAddress,
  emailIdentity,
  flag,
  group,
  list,
  oneOf,
  oneOfNumbers,
  text,
  whole,
  wholeOrUnbounded,
} from "./fields";
import {
  alarmThresholds,
  apiDomain,
  functionOverride,
  functionOverrides,
  network,
  rollout,
  watchedFunction,
} from "./groups";
import { insightTables } from "./insight-tables";

/** Days that CloudWatch Logs can keep events (PutRetentionPolicy). */
const logRetentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const httpsBound = "must be an https address without query or fragment; http only for a loopback host";
const httpsOrLoopback = new RegExp(`^(https://[^\\s/?#]+|http://${loopbackHost}(:\\d+)?)(/[^\\s?#]*)?$`);

const webhookBound = "must be an https address without user or fragment; http only for a loopback host";
const webhookPattern = new RegExp(`^(https://[^\\s/?#@]+|http://${loopbackHost}(:\\d+)?)(/[^\\s?#]*)?(\\?[^\\s#]*)?$`);

function isPublicOrLoopback(address: string): boolean {
  return URL.canParse(address) && isAllowed(new URL(address));
}

function policyName() {
  return text("must be the name of an IAM policy: 1 to 128 letters, digits or any of +=,.@_-", /^[\w+=,.@-]{1,128}$/);
}

/** Every key of `Pulumi.<stack>.yaml` below the project's name. A key with a default may be left out. */
export const keys = {
  /** Last part of every name, and the value of the tag `Environment`. */
  environmentSuffix: text(
    "must be 1 to 16 lower-case letters, digits or dashes, and start with a letter",
    /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/,
  ),

  /**
   * Name of an IAM policy of the account that bounds every role of the stack: who deploys with a role of `bootstrap/` may make no
   * role without it. Default: none.
   */
  permissionsBoundary: policyName().optional(),
  /**
   * Name of an IAM policy of the account that bounds the roles which AWS services take, in place of `permissionsBoundary`: those of API Gateway's
   * logs, of the roll-out, of the backups and of flow logs. Default: `permissionsBoundary`.
   */
  serviceBoundary: policyName().optional(),

  // People and addresses
  /** Receives alarms, once AWS's confirmation email was answered. */
  alertEmail: emailAddress(),
  /** Receives notifications, once AWS's confirmation email was answered. */
  notificationEmail: emailAddress(),
  /** Receives what the webhook did not take. Default: `notificationEmail`. */
  fallbackEmail: emailAddress().optional(),
  /**
   * Chat room that notifications are posted to. Secret: who knows it can post (`pulumi config set --secret`). Default: none, then the
   * topic's emails are the channel.
   */
  webhookUrl: text(webhookBound, webhookPattern)
    .refine(
      (address) => !webhookPattern.test(address) || isPublicOrLoopback(address),
      "must lead to the public internet, or to a loopback host",
    )
    .optional(),
  /**
   * What stands at `webhookUrl`, for each room reads a language of its own. Default: what its host says (Slack, Teams, Discord, Google Chat),
   * else `json`, for a program of the shop's own. Mattermost reads `slack`.
   */
  webhookKind: oneOf(webhookKinds).optional(),
  /** Longest wait for the webhook, all tries of one notification together. */
  webhookTimeoutSeconds: whole(1, 60).default(5),
  /** From address of order confirmations. */
  senderAddress: emailAddress(),
  /** What SES verifies: the sender's domain (signed with DKIM) or the address itself. Default: the address. */
  senderIdentity: emailIdentity().optional(),
  /**
   * Whether SES still has the account in its sandbox. There SES asks for a right on the recipient's verified identity as well, and the
   * functions that send get one on every identity of the account; what they send from stays the one address.
   */
  sesSandbox: flag().default(false),
  /** Stands in emails to customers. */
  shopName: text("must be 1 to 80 characters on one line", /^[^\p{Cc}]{1,80}$/u),
  /** IANA name of the time zone in which the shop's days begin: the day of an order in emails to customers, which name the zone. */
  shopTimeZone: timeZoneType().default("UTC"),
  /** Folder or address of the runbooks; the alarm's runbook is appended. */
  runbookBaseUrl: text("must be a path or an https address", /^(https:\/\/)?[\w./~-]+$/).default("docs/runbooks"),

  // Who may call the API
  /** Who signs the tokens of callers: the address of an OpenID Connect issuer, as the token's `iss` has it. */
  authIssuer: text(httpsBound, httpsOrLoopback),
  /** What a token's `aud` must be or hold; for access tokens without `aud`, such as Cognito's, the id of the app client. */
  authAudience: text("must be 1 to 256 characters without spaces", /^\S{1,256}$/),
  /** Signature algorithms that a token may have. */
  authAlgorithms: list(oneOf(signatureAlgorithms), 10).default(["RS256"]),
  /** Where the issuer's keys are. Default: discovered from the issuer. */
  authJwksUri: text(httpsBound, httpsOrLoopback).optional(),
  /** Scope of a token that sees all orders. */
  staffScope: text(
    "must be an OAuth scope: 1 to 128 characters without spaces",
    /^[\x21\x23-\x5B\x5D-\x7E]{1,128}$/,
  ).default("orders:staff"),
  /**
   * Claim of a token that makes its holder staff, where the issuer gives no scope of the shop's own: `cognito:groups` (Amazon Cognito),
   * `roles` (Entra ID), `realm_access.roles` (Keycloak), `permissions` (Auth0). A name, or a path with dots. Default: by scope only.
   */
  staffClaim: text("must be the name of a claim: 1 to 256 visible ASCII characters", /^[\x21-\x7E]{1,256}$/).optional(),
  /** The claim above is this text, or a list that holds it. */
  staffClaimValue: text("must be 1 to 256 characters on one line", /^[^\p{Cc}]{1,256}$/u).default("staff"),
  /**
   * Web origins that may call the API, or `*` for all: callers bring a token, never a cookie. Of several, functions and preflights name the one that
   * asks; API Gateway's own answers (401, 429 and the like) can name one only, the first.
   */
  corsAllowedOrigins: list(corsOrigin(), 10).default(["*"]),
  /**
   * Where the confirmation of a customer's order may go. `token`: only to the email address of their token, where it has one that the issuer
   * says is verified (`email_verified`); tokens without one name any. `body`: any address always. Staff name any.
   */
  orderRecipient: oneOf(orderRecipients).default("token"),
  /** Orders that a customer may place within the minutes below; then 429. 0: no limit. Not for staff. About: orders at once may pass together. */
  ordersPerCustomer: whole(0, 1_000).default(60),
  /** Span of time that `ordersPerCustomer` counts in. */
  ordersPerCustomerMinutes: whole(1, 1_440).default(10),
  /** How long API Gateway remembers an authorizer's answer for a token. 0: not at all. */
  authorizerCacheSeconds: whole(0, 3_600).default(300),

  // Functions
  /** AWS supports nodejs22.x until 2027-04-30, nodejs24.x until 2028-04-30. The local run has the release of `.nvmrc` for both. */
  functionRuntime: oneOf(["nodejs22.x", "nodejs24.x"]).default("nodejs24.x"),
  /** Memory of each function in MB. Its share of a CPU grows with it. */
  functionMemoryMb: whole(128, 10_240).default(512),
  /** Longest run of a call. Functions behind the API have 29 seconds at most: API Gateway waits no longer. */
  functionTimeoutSeconds: whole(1, 900).default(30),
  /** What single functions have different from the rest, by function. */
  functionOverrides: group(functionOverrides).prefault({}),
  /** Of each function behind the API. Default: none reserved, for new accounts have too few to reserve any. */
  apiReservedConcurrency: whole(1, 10_000).optional(),
  /**
   * How new versions of the functions come to be called: step by step, by `npm run ops -- rollout` after each `pulumi up`, and back again when a
   * function fails. Default: all at once, by `pulumi up` itself.
   */
  rollout: group(rollout).optional(),
  /** Least severe lines that functions log. `DEBUG` costs more in CloudWatch Logs. */
  logLevel: oneOf(["DEBUG", "INFO", "WARN", "ERROR"]).default("INFO"),

  // API
  /** Requests a second that API Gateway lets through on average; more get 429. */
  apiRateLimit: whole(1, 10_000).default(500),
  /** Requests at once that API Gateway lets through. Not below `apiRateLimit`. */
  apiBurstLimit: whole(1, 5_000).default(1_000),
  /** Whether this stack sets API Gateway's log role, one per account and region. */
  apiAccountRole: flag().default(true),
  /** Domain of the shop's own under which the API is called. Default: none, then by API Gateway's own address. */
  apiDomain: group(apiDomain).optional(),
  /**
   * Whether the API still answers at API Gateway's own address beside `apiDomain`. Close it once all callers use the domain: until then whoever does not is
   * refused.
   */
  apiDefaultEndpoint: flag().default(true),

  // Private network
  /**
   * Private network that the functions stand in, but for those that call hosts beyond AWS: they reach AWS through its endpoints, and nothing else. How to
   * enter and to leave it: docs/network.md. Costs by the hour: docs/cost.md. Default: none.
   */
  network: group(network).optional(),

  // Web application firewall
  /**
   * Whether AWS WAF looks at each request before the API does: AWS's lists of bad addresses, of known attacks and of known bad inputs, and the bound
   * below. Costs by the month and by the request: docs/cost.md.
   */
  wafEnabled: flag().default(false),
  /** Requests of one address within five minutes; more are refused with 403. Bear in mind that customers of one company may share an address. */
  wafRequestsPerAddress: whole(10, 100_000).default(2_000),

  // Queues
  /**
   * Receives of a message before its function gives it up, with a reason, to the dead letters. Default: with the backoff below, half an
   * hour on average, so that a burst against a low SES rate is waited out. AWS advises 5 or more for functions.
   */
  maxReceiveCount: whole(5, 998).default(12),
  /** Messages that a call of a queue's function gets at most. */
  queueBatchSize: whole(1, 10).default(10),
  /** How long Lambda waits to fill a batch of a queue. */
  queueBatchWindowSeconds: whole(0, 300).default(0),
  /** Calls of `confirmations/sender` at a time: bounds how fast SES is called. */
  senderMaxConcurrency: whole(2, 1_000).default(10),
  /** Calls of `confirmations/feedback` at a time. */
  feedbackMaxConcurrency: whole(2, 1_000).default(5),
  /** Calls of `shipments/processor` at a time. */
  shipmentsMaxConcurrency: whole(2, 1_000).default(10),
  /** Wait before the second try of a message; it doubles with each further try. */
  backoffBaseSeconds: whole(1, 900).default(5),
  /** SQS hides a message for 12 hours at most, counted from its receipt: the longest timeout less. */
  backoffMaxSeconds: whole(1, 42_300).default(900),
  /** How long a sender owns an order's confirmation. Default: twice its timeout. */
  senderLeaseSeconds: whole(2, 5_400).optional(),

  // Event bus
  /** How often, and for how long, a rule tries to hand an event to its queue before the target's dead letters. Defaults: all that AWS allows. */
  eventRetryAttempts: whole(0, 185).default(185),
  /** How old an event may get before its rule gives it up to the target's dead letters. */
  eventMaxAgeSeconds: whole(60, 86_400).default(86_400),

  // Streams
  /** Records that a call of a stream's function gets at most. */
  streamBatchSize: whole(1, 1_000).default(25),
  /** Batches of one shard at a time. Records with the same key stay in order. `npm run capacity` says when one is too few. Locally: 1 only. */
  streamParallelization: whole(1, 10).default(1),
  /** Further tries of a failed batch; -1: until its records are as old as the setting below says. Few are spent within seconds. */
  streamRetryAttempts: wholeOrUnbounded(1, 10_000).default(-1),
  /** How old a record may get before a stream's function is given no further try of it. */
  streamMaxRecordAgeSeconds: whole(60, 604_800).default(3_600),

  // Tables
  /**
   * Keys that the items of one status or one function are spread over in an index: each key takes about 1,000 writes a second. May be raised at any time.
   * Lowered, items of the keys that are given up are found by `npm run ops` with `--index-shards` only: docs/scaling.md. `npm run capacity` says when one is too few.
   */
  indexShards: whole(1, mostIndexShards).default(1),

  // How long things are kept
  /** How long an order is kept after its last change. */
  orderRetentionDays: whole(1, 3_650).default(730),
  /** How long the audit trail keeps who did what to an order. */
  auditRetentionDays: whole(1, 3_650).default(730),
  /** Longer than a request can come back, and not longer than the orders: see `time-rules.ts`. */
  deliveryRetentionDays: whole(15, 3_650).default(365),
  /** How long a notification is kept. Until then it is not delivered again. */
  notificationRetentionDays: whole(1, 3_650).default(365),
  /** How long the error log keeps an entry. */
  errorRetentionDays: whole(1, 3_650).default(30),
  /** How long CloudWatch Logs keeps the functions' and the API's logs. */
  logRetentionDays: oneOfNumbers(logRetentions).default(30),
  /** How far back events can be replayed. */
  archiveRetentionDays: whole(1, 3_650).default(30),
  /** How long the bucket of `cloudTrailDataEvents` keeps its files. */
  trailRetentionDays: whole(1, 3_650).default(365),
  /**
   * Tables and their key are protected, kept when the stack goes, and refuse deletion. Queues, topics, the archive and logs are protected: a
   * preview that would end one is refused.
   */
  retainData: flag().default(false),

  // What costs extra
  /**
   * Tables whose most used keys CloudWatch shows, in plain text, with those of their indexes. Where the issuer's `sub` is more than an
   * opaque id, `orders` shows it. Default: none.
   */
  contributorInsights: list(oneOf(insightTables), insightTables.length, 0).default([]),
  /** Every read and write of the tables in CloudTrail. Only with `retainData`: its files are there to be kept. */
  cloudTrailDataEvents: flag().default(false),

  // Backups
  /**
   * Daily and weekly backups of all tables in a vault of the stack's key, beside point-in-time recovery, which forgets after 35 days and goes with
   * its table. Only with `retainData`. Costs by the GB: docs/cost.md. Whoever is deleted from a table stays in its backups until they expire.
   */
  backupEnabled: flag().default(false),
  /** How long a daily backup is kept. */
  backupDailyRetentionDays: whole(7, 3_650).default(35),
  /** How long the backup of a Sunday is kept. Not shorter than a daily one. */
  backupWeeklyRetentionDays: whole(7, 3_650).default(90),
  /**
   * Vault that each backup is copied to, in another region or account, whose owner lets this account in. To another region AWS copies
   * backups of tables only where DynamoDB is managed by AWS Backup: `backupRegionSettings`. Default: none.
   */
  backupCopyVaultArn: text(
    "must be the ARN of a backup vault",
    /^arn:aws[a-z-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[A-Za-z0-9_-]{2,50}$/,
  ).optional(),
  /** Whether AWS Backup restores each table once a month, to one that it deletes again: a backup that nobody has restored is a hope. */
  backupRestoreTests: flag().default(true),
  /** Whether this stack switches AWS Backup on for DynamoDB and lets it manage its backups: one setting for all of an account and region. */
  backupRegionSettings: flag().default(false),

  // What it may cost
  /**
   * Whether a monthly budget of what has this stack's tag `Environment` notifies the alerts topic and `alertEmail`, from 80 % of the limit and
   * when the forecast is above it. AWS counts nothing until the payer's account has activated the tag: docs/going-live.md.
   */
  budgetEnabled: flag().default(false),
  /** Limit of a month in USD. Default: what `npm run cost` estimates for the stack, times `budgetFactor`. */
  budgetUsd: whole(1, 1_000_000).optional(),
  /** How many times the estimate a month may cost, where `budgetUsd` does not say it. */
  budgetFactor: decimal(1, 100).default(2),

  /**
   * Whether AWS looks for unusual costs in each of its services and notifies the alerts topic at once. It sees the whole account and lets it have
   * one such monitor: on in one stack at most, and off where the account has one already, as accounts that use Cost Explorer often do. Not in every partition.
   */
  costAnomaliesEnabled: flag().default(false),
  /** Unusual costs below this, in USD in all, are not notified. */
  costAnomalyUsd: whole(1, 1_000).default(20),

  // Monitoring
  /** When alarms are raised. */
  alarmThresholds: group(alarmThresholds).prefault({}),
  /** Functions of this account and region that others deploy, watched like our own. Default: none. */
  watchedFunctions: list(group(watchedFunction), 50).optional(),
  /** Whether there is a function that fails and dawdles on purpose, to see that the monitoring works. */
  simulatorEnabled: flag().default(false),
  /** Share of the simulator's calls that fail. */
  simulatorErrorRatePercent: decimal(0, 100).default(7),
  /** The same seed gives the same failures and the same durations, call by call. */
  simulatorSeed: text("must be 1 to 64 letters, digits or dashes", /^[A-Za-z0-9-]{1,64}$/).default("backoffice"),
  /** Half of the simulator's calls are faster than this. */
  simulatorLatencyMedianMs: whole(1, 10_000).default(80),
  /** One call in a hundred is slower than this. */
  simulatorLatencyP99Ms: whole(1, 10_000).default(400),
} satisfies z.ZodRawShape;

/** Keys whose values no message may show. */
export const secretKeys: readonly string[] = ["webhookUrl"] satisfies (keyof typeof keys)[];

/** The settings of a stack, defaults filled in. */
export type Config = z.infer<z.ZodObject<typeof keys>>;

/** Members of the settings that are groups, or lists of groups. */
const members: ReadonlyMap<PropertyKey, object> = new Map(
  Object.entries({ alarmThresholds, apiDomain, network, rollout, watchedFunctions: watchedFunction }),
);

/** Allowed names at a path of the settings: at the top, and inside objects. */
export function knownNames(path: readonly PropertyKey[]): readonly string[] {
  const [setting] = path;
  if (setting === undefined) return Object.keys(keys);
  const group = members.get(setting);
  if (group !== undefined) return Object.keys(group);
  return path.length === 1 ? functionEntries : Object.keys(functionOverride);
}
