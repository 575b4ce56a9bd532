import type { Config } from "../../components/config/schema";

/** An example of a setting, with what proves that it does something. */
export interface Example {
  /** What stands in the stack's file. */
  readonly value: unknown;
  /** Another value, for settings without a default: a change from one to the other may replace what setting it only adds. */
  readonly other?: unknown;
  /** Further settings without which it has no effect, or is refused. */
  readonly beside?: Readonly<Partial<Record<keyof Config, string>>>;
}

const retained = { retainData: "true" };
const backedUp = { ...retained, backupEnabled: "true" };
/** Of prod there is an estimate, by which a budget has a limit. */
const estimated = { budgetEnabled: "true", environmentSuffix: "prod" };
const ownDomain = { name: "api.shop.example", hostedZoneId: "Z0123456789SHOPEXAMPLE" };
const room = { webhookUrl: "https://chat.shop.example/hook" };

/** One for each setting. Together they are a valid stack. */
export const examples: Readonly<Record<keyof Config, Example>> = {
  environmentSuffix: { value: "staging" },
  permissionsBoundary: { value: "backoffice-boundary", other: "other-boundary" },
  serviceBoundary: { value: "shop-services", other: "other-services" },
  alertEmail: { value: "on-call@shop.example" },
  notificationEmail: { value: "team@shop.example" },
  fallbackEmail: { value: "office@shop.example", other: "desk@shop.example" },
  webhookUrl: { value: "https://chat.shop.example/hook", other: "https://chat.shop.example/second" },
  webhookKind: { value: "slack", other: "teams", beside: room },
  webhookTimeoutSeconds: { value: 3, beside: room },
  senderAddress: { value: "orders@mail.shop.example" },
  senderIdentity: {
    value: "shop.example",
    other: "mail.shop.example",
    // Without it SES verifies the address's domain, whatever the address.
    beside: { senderAddress: "orders@mail.shop.example" },
  },
  sesSandbox: { value: true, other: false },
  shopName: { value: "Tea Shop" },
  shopTimeZone: { value: "Europe/Vienna" },
  runbookBaseUrl: { value: "https://wiki.shop.example/runbooks" },
  authIssuer: { value: "https://login.shop.example/" },
  authAudience: { value: "shop-api" },
  authAlgorithms: { value: ["RS256", "ES256"] },
  authJwksUri: { value: "https://login.shop.example/keys", other: "https://login.shop.example/other-keys" },
  staffScope: { value: "shop:staff" },
  staffClaim: { value: "cognito:groups", other: "roles" },
  staffClaimValue: { value: "shop-staff", beside: { staffClaim: "roles" } },
  corsAllowedOrigins: { value: ["https://shop.example"] },
  orderRecipient: { value: "body" },
  ordersPerCustomer: { value: 20 },
  ordersPerCustomerMinutes: { value: 60 },
  authorizerCacheSeconds: { value: 60 },
  functionRuntime: { value: "nodejs22.x" },
  functionMemoryMb: { value: 1024 },
  functionTimeoutSeconds: { value: 20 },
  functionOverrides: { value: { "orders/create": { memoryMb: 768, timeoutSeconds: 10 } } },
  apiReservedConcurrency: { value: 50, other: 40 },
  rollout: {
    value: { strategy: "canary", percent: 10, minutes: 15 },
    other: { strategy: "linear", percent: 20, minutes: 2, failedCalls: 3 },
  },
  logLevel: { value: "WARN" },
  apiRateLimit: { value: 200 },
  apiBurstLimit: { value: 400, beside: { apiRateLimit: "200" } },
  apiAccountRole: { value: false },
  apiDomain: {
    value: ownDomain,
    other: { name: "orders.shop.example", basePath: "v1", hostedZoneId: "Z0123456789SHOPEXAMPLE" },
  },
  // The API is closed only beside a domain.
  apiDefaultEndpoint: { value: false, beside: { apiDomain: JSON.stringify(ownDomain) } },
  network: {
    value: { zones: ["eu-central-1a", "eu-central-1b"] },
    other: { zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
  },
  wafEnabled: { value: true },
  wafRequestsPerAddress: { value: 1_000, beside: { wafEnabled: "true" } },
  maxReceiveCount: { value: 14 },
  queueBatchSize: { value: 5 },
  queueBatchWindowSeconds: { value: 1 },
  senderMaxConcurrency: { value: 20 },
  feedbackMaxConcurrency: { value: 8 },
  shipmentsMaxConcurrency: { value: 20 },
  backoffBaseSeconds: { value: 10 },
  backoffMaxSeconds: { value: 600 },
  senderLeaseSeconds: { value: 70, other: 80 },
  eventRetryAttempts: { value: 100 },
  eventMaxAgeSeconds: { value: 43_200 },
  streamBatchSize: { value: 50 },
  streamParallelization: { value: 4 },
  streamRetryAttempts: { value: 10 },
  streamMaxRecordAgeSeconds: { value: 7_200 },
  indexShards: { value: 8 },
  orderRetentionDays: { value: 1_095 },
  auditRetentionDays: { value: 1_095, beside: { orderRetentionDays: "1095" } },
  deliveryRetentionDays: { value: 400 },
  notificationRetentionDays: { value: 180 },
  errorRetentionDays: { value: 60 },
  logRetentionDays: { value: 90 },
  archiveRetentionDays: { value: 60 },
  trailRetentionDays: { value: 400, beside: { ...retained, cloudTrailDataEvents: "true" } },
  retainData: { value: true },
  contributorInsights: { value: ["orders"] },
  cloudTrailDataEvents: { value: true, beside: retained },
  backupEnabled: { value: true, beside: retained },
  backupDailyRetentionDays: { value: 14, beside: backedUp },
  backupWeeklyRetentionDays: { value: 180, beside: backedUp },
  backupCopyVaultArn: {
    value: "arn:aws:backup:eu-west-1:210987654321:backup-vault:shop-copies",
    other: "arn:aws:backup:eu-west-1:210987654321:backup-vault:other-copies",
    beside: backedUp,
  },
  backupRestoreTests: { value: false, beside: backedUp },
  backupRegionSettings: { value: true, beside: backedUp },
  budgetEnabled: { value: true, beside: { budgetUsd: "250" } },
  budgetUsd: { value: 250, other: 300, beside: estimated },
  budgetFactor: { value: 3, beside: estimated },
  costAnomaliesEnabled: { value: true },
  costAnomalyUsd: { value: 50, beside: { costAnomaliesEnabled: "true" } },
  alarmThresholds: { value: { queueAgeSeconds: 120, api5xxPercent: 0.5 } },
  watchedFunctions: {
    value: [{ name: "newsletter-sender", errorRatePercent: 2 }],
    other: [{ name: "newsletter-sender", errorRatePercent: 3 }],
  },
  simulatorEnabled: { value: true, other: false },
  simulatorErrorRatePercent: { value: 10 },
  simulatorSeed: { value: "second-run" },
  simulatorLatencyMedianMs: { value: 50 },
  simulatorLatencyP99Ms: { value: 300 },
};

/** A value as Pulumi hands it to the program. */
export function asConfigText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
