import { expect } from "chai";
import * as fc from "fast-check";
import { insightTables } from "../../../components/config/insight-tables";
import { ConfigError, parseConfig } from "../../../components/config/parse";
import { type Config, keys, secretKeys } from "../../../components/config/schema";
import { type StackName, stackConfig } from "../../support/pulumi";
import { configWith } from "../../support/pulumi-fixtures";

function problemsOf(changes: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    parseConfig(configWith(changes), "test");
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** A key, a value that just fits, and a value that just does not, with what the error says. */
const bounds: readonly (readonly [key: keyof Config, good: string, bad: string, message: string])[] = [
  ["environmentSuffix", "a234567890123456", "a2345678901234567", "must be 1 to 16 lower-case letters"],
  ["environmentSuffix", "d", "D", "must be 1 to 16 lower-case letters"],
  ["environmentSuffix", "pr-1", "pr-", "must be 1 to 16 lower-case letters"],
  ["alertEmail", "a@example.com", "a@", "must be an email address"],
  ["senderAddress", "a@example.com", "example.com", "must be an email address"],
  ["senderIdentity", "example.com", "not a domain", "must be a domain or an email address"],
  ["sesSandbox", "true", "yes", "must be true or false"],
  ["shopName", "x".repeat(80), "x".repeat(81), "must be 1 to 80 characters on one line"],
  ["shopName", "Shop & Söhne", "Two\nlines", "must be 1 to 80 characters on one line"],
  ["shopTimeZone", "Europe/Vienna", "Europe/Wien", "must be the IANA name of a time zone"],
  ["shopTimeZone", "America/Argentina/Buenos_Aires", "+02:00", "must be the IANA name of a time zone"],
  ["webhookKind", "google-chat", "Slack", "must be one of slack, teams, discord, google-chat, json"],
  ["notificationEmail", "ops@example.com", "ops", "must be an email address"],
  ["fallbackEmail", "ops@example.com", "ops@", "must be an email address"],
  ["permissionsBoundary", "bounds-of-the-account", "arn:aws:iam::1:policy/p", "must be the name of an IAM policy"],
  [
    "serviceBoundary",
    "backoffice-service-boundary-dev-delivery",
    "arn:aws:iam::1:policy/p",
    "must be the name of an IAM policy",
  ],
  ["webhookUrl", "https://chat.example.com/hook", "http://chat.example.com/hook", "must be an https address"],
  ["webhookKind", "teams", "irc", "must be one of slack, teams, discord, google-chat, json"],
  ["webhookTimeoutSeconds", "15", "61", "must be a whole number between 1 and 60"],
  ["notificationRetentionDays", "52", "0", "must be a whole number between 1 and 3650"],
  ["runbookBaseUrl", "https://example.com/runbooks", "ftp://example.com", "must be a path or an https address"],
  ["authIssuer", "http://127.0.0.1:9000", "http://login.example.com", "must be an https address"],
  ["authIssuer", "http://[::1]:9000", "https://login.example.com/?a=b", "must be an https address"],
  ["authIssuer", "http://localhost:9000/x", "http://localhost.example.com", "must be an https address"],
  ["authJwksUri", "https://login.example.com/keys", "login.example.com", "must be an https address"],
  ["authAudience", "api", "an api", "must be 1 to 256 characters without spaces"],
  ["staffScope", "staff:read", "two scopes", "must be an OAuth scope"],
  ["staffClaim", "https://shop.example/roles", "a b", "must be the name of a claim"],
  ["staffClaimValue", "Shop staff", "", "must be 1 to 256 characters on one line"],
  ["authAlgorithms", '["RS256","ES256"]', "[]", "must be a list of 1 to 10 items"],
  [
    "corsAllowedOrigins",
    '["https://shop.example.com","http://localhost:3000"]',
    "[]",
    "must be a list of 1 to 10 items",
  ],
  ["orderRecipient", "body", "anybody", "must be one of token, body"],
  ["ordersPerCustomer", "0", "1001", "must be a whole number between 0 and 1000"],
  ["ordersPerCustomerMinutes", "1440", "0", "must be a whole number between 1 and 1440"],
  ["authorizerCacheSeconds", "3600", "3601", "must be a whole number between 0 and 3600"],
  ["functionRuntime", "nodejs22.x", "nodejs20.x", "must be one of nodejs22.x, nodejs24.x"],
  ["functionMemoryMb", "128", "127", "must be a whole number between 128 and 10240"],
  ["functionMemoryMb", "3008", "10241", "must be a whole number between 128 and 10240"],
  ["functionTimeoutSeconds", "30", "901", "must be a whole number between 1 and 900"],
  ["functionTimeoutSeconds", "6", "0", "must be a whole number between 1 and 900"],
  ["apiReservedConcurrency", "10", "0", "must be a whole number between 1 and 10000"],
  ["logLevel", "DEBUG", "TRACE", "must be one of DEBUG, INFO, WARN, ERROR"],
  ["apiRateLimit", "1", "0", "must be a whole number between 1 and 10000"],
  ["apiBurstLimit", "2000", "5001", "must be a whole number between 1 and 5000"],
  ["apiAccountRole", "false", "no", "must be true or false"],
  [
    "apiDomain",
    '{"name":"api.example.com","hostedZoneId":"Z0123456789EXAMPLE","basePath":"v1"}',
    "api.example.com",
    "must be an object",
  ],
  ["apiDefaultEndpoint", "true", "closed", "must be true or false"],
  ["network", '{"zones":["eu-central-1a","eu-central-1b"]}', "true", "must be an object"],
  ["wafEnabled", "true", "on", "must be true or false"],
  ["wafRequestsPerAddress", "10", "9", "must be a whole number between 10 and 100000"],
  ["maxReceiveCount", "5", "4", "must be a whole number between 5 and 998"],
  ["queueBatchSize", "10", "11", "must be a whole number between 1 and 10"],
  ["queueBatchWindowSeconds", "300", "301", "must be a whole number between 0 and 300"],
  ["senderMaxConcurrency", "2", "1", "must be a whole number between 2 and 1000"],
  ["feedbackMaxConcurrency", "2", "1", "must be a whole number between 2 and 1000"],
  ["backoffBaseSeconds", "1", "0", "must be a whole number between 1 and 900"],
  ["backoffMaxSeconds", "24000", "42301", "must be a whole number between 1 and 42300"],
  ["senderLeaseSeconds", "31", "1", "must be a whole number between 2 and 5400"],
  ["shipmentsMaxConcurrency", "2", "1", "must be a whole number between 2 and 1000"],
  ["eventRetryAttempts", "10", "186", "must be a whole number between 0 and 185"],
  ["eventMaxAgeSeconds", "86400", "59", "must be a whole number between 60 and 86400"],
  ["archiveRetentionDays", "14", "0", "must be a whole number between 1 and 3650"],
  ["streamBatchSize", "1000", "1001", "must be a whole number between 1 and 1000"],
  ["streamParallelization", "10", "11", "must be a whole number between 1 and 10"],
  ["indexShards", "64", "65", "must be a whole number between 1 and 64"],
  ["streamRetryAttempts", "2", "0", "must be -1 or a whole number between 1 and 10000"],
  ["streamRetryAttempts", "-1", "-2", "must be -1 or a whole number between 1 and 10000"],
  ["streamMaxRecordAgeSeconds", "600", "59", "must be a whole number between 60 and 604800"],
  ["orderRetentionDays", "3650", "3651", "must be a whole number between 1 and 3650"],
  ["auditRetentionDays", "1", "0", "must be a whole number between 1 and 3650"],
  ["deliveryRetentionDays", "74", "14", "must be a whole number between 15 and 3650"],
  ["errorRetentionDays", "1", "soon", "must be a whole number between 1 and 3650"],
  ["logRetentionDays", "365", "366", "must be one of 1, 3, 5, 7, 14, 30"],
  ["trailRetentionDays", "1", "0", "must be a whole number between 1 and 3650"],
  ["retainData", "true", "1", "must be true or false"],
  ["contributorInsights", '["orders"]', "true", `must be a list of 0 to ${insightTables.length} items`],
  // Off here, both: on, they take retainData.
  ["cloudTrailDataEvents", "false", "yes", "must be true or false"],
  ["backupEnabled", "false", "1", "must be true or false"],
  ["backupDailyRetentionDays", "7", "6", "must be a whole number between 7 and 3650"],
  ["backupWeeklyRetentionDays", "35", "6", "must be a whole number between 7 and 3650"],
  [
    "backupCopyVaultArn",
    "arn:aws:backup:eu-west-1:210987654321:backup-vault:copies",
    "copies",
    "must be the ARN of a backup vault",
  ],
  ["backupRestoreTests", "false", "no", "must be true or false"],
  ["backupRegionSettings", "true", "1", "must be true or false"],
  // Off here: on, it takes an estimate of the stack, or a limit.
  ["budgetEnabled", "false", "on", "must be true or false"],
  ["budgetUsd", "250", "0", "must be a whole number between 1 and 1000000"],
  ["budgetFactor", "1.5", "0.9", "must be a number between 1 and 100"],
  ["costAnomaliesEnabled", "true", "yes", "must be true or false"],
  ["costAnomalyUsd", "1", "1001", "must be a whole number between 1 and 1000"],
  ["watchedFunctions", '[{"name":"reports-nightly","throttles":1}]', "[]", "must be a list of 1 to 50 items"],
  ["simulatorEnabled", "true", "on", "must be true or false"],
  ["simulatorErrorRatePercent", "0", "100.5", "must be a number between 0 and 100"],
  ["simulatorSeed", "run-7", "run 7", "must be 1 to 64 letters, digits or dashes"],
  ["simulatorLatencyMedianMs", "1", "0", "must be a whole number between 1 and 10000"],
  ["simulatorLatencyP99Ms", "10000", "10001", "must be a whole number between 1 and 10000"],
];

describe("the settings of a stack", () => {
  for (const [key, good, bad, message] of bounds) {
    it(`take ${JSON.stringify(good.slice(0, 40))} as ${key} and refuse ${JSON.stringify(bad.slice(0, 40))}`, () => {
      expect(problemsOf({ [key]: good })).to.deep.equal([]);
      const problems = problemsOf({ [key]: bad });
      expect(problems).to.have.length(1);
      expect(problems[0])
        .to.match(new RegExp(`^backoffice:${key} `))
        .and.to.include(message);
      // What comes behind the question mark of an address may be a key.
      const shown = bad.includes("?") ? `a text of ${bad.length} characters` : JSON.stringify(bad);
      const value = secretKeys.includes(key) ? "[secret]" : shown;
      expect(problems[0]).to.include(`${value} given (Pulumi.test.yaml)`);
    });
  }

  it("refuse insights into tables that are keyed by personal data, naming key, bound and value", () => {
    for (const table of ["confirmations-suppressions", "confirmations-deliveries", "orders-audit"]) {
      expect(problemsOf({ contributorInsights: JSON.stringify(["orders", table]) })).to.deep.equal([
        `backoffice:contributorInsights.1 must be one of ${insightTables.join(", ")}, "${table}" given (Pulumi.test.yaml)`,
      ]);
    }
  });

  it("check every key that is not an object at its bounds", () => {
    const checked = new Set<string>(bounds.map(([key]) => key));

    expect(Object.keys(keys).filter((key) => !checked.has(key))).to.deep.equal([
      "functionOverrides",
      "rollout",
      "alarmThresholds",
    ]);
  });

  it("must have what has no default", () => {
    expect(problemsOf({ alertEmail: undefined, authIssuer: undefined })).to.deep.equal([
      "backoffice:alertEmail must be an email address, nothing given (Pulumi.test.yaml)",
      "backoffice:authIssuer must be an https address without query or fragment; http only for a loopback host, nothing given (Pulumi.test.yaml)",
    ]);
  });

  it("report all problems in one error", () => {
    const changes = { alertEmail: "nobody", functionMemoryMb: "64", retainDate: "true", maxReceiveCount: "3" };

    expect(() => parseConfig(configWith(changes), "prod")).to.throw(
      ConfigError,
      [
        "Pulumi.prod.yaml has 4 problems:",
        "  - backoffice:retainDate is not known: did you mean 'retainData'? (Pulumi.prod.yaml)",
        '  - backoffice:alertEmail must be an email address, "nobody" given (Pulumi.prod.yaml)',
        '  - backoffice:functionMemoryMb must be a whole number between 128 and 10240, "64" given (Pulumi.prod.yaml)',
        '  - backoffice:maxReceiveCount must be a whole number between 5 and 998, "3" given (Pulumi.prod.yaml)',
        "Every setting with its range, default and an example: docs/configuration.md",
      ].join("\n"),
    );
  });

  it("say when an unknown key is like no other", () => {
    expect(problemsOf({ zzz: "1" })).to.deep.equal(["backoffice:zzz is not known (Pulumi.test.yaml)"]);
  });

  it("look into objects", () => {
    expect(
      problemsOf({
        alarmThresholds: '{"functionThrotles":1,"queueAgeSeconds":5}',
        functionOverrides: '{"orders/creat":{},"orders/get":{"memory":1},"orders/list":{"memoryMb":64}}',
      }),
    ).to.have.members([
      "backoffice:alarmThresholds.queueAgeSeconds must be a whole number between 60 and 1209600, 5 given (Pulumi.test.yaml)",
      "backoffice:alarmThresholds.functionThrotles is not known: did you mean 'functionThrottles'? (Pulumi.test.yaml)",
      "backoffice:functionOverrides.orders/creat is not known: did you mean 'orders/create'? (Pulumi.test.yaml)",
      "backoffice:functionOverrides.orders/get.memory is not known: did you mean 'memoryMb'? (Pulumi.test.yaml)",
      "backoffice:functionOverrides.orders/list.memoryMb must be a whole number between 128 and 10240, 64 given (Pulumi.test.yaml)",
    ]);
    expect(problemsOf({ rollout: '{"strategy":"blue-green","percent":100,"minute":5}' })).to.have.members([
      'backoffice:rollout.strategy must be one of canary, linear, all-at-once, "blue-green" given (Pulumi.test.yaml)',
      "backoffice:rollout.percent must be a whole number between 1 and 99, 100 given (Pulumi.test.yaml)",
      "backoffice:rollout.minute is not known: did you mean 'minutes'? (Pulumi.test.yaml)",
    ]);
    expect(problemsOf({ alarmThresholds: "5" })).to.deep.equal([
      'backoffice:alarmThresholds must be an object, "5" given (Pulumi.test.yaml)',
    ]);
  });

  it("have defaults where stacks need not differ", () => {
    const config = parseConfig(configWith(), "test");

    expect(config).to.deep.include({
      functionRuntime: "nodejs24.x",
      functionMemoryMb: 512,
      functionTimeoutSeconds: 30,
      apiRateLimit: 500,
      apiBurstLimit: 1000,
      maxReceiveCount: 12,
      authAlgorithms: ["RS256"],
      retainData: false,
      cloudTrailDataEvents: false,
      contributorInsights: [],
    });
    expect(config.alarmThresholds).to.deep.include({ bounceRatePercent: 5, complaintRatePercent: 0.1 });
    expect(config.apiReservedConcurrency).to.equal(undefined);
  });

  it("are never taken as something else than was written, whatever is written", () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(keys)), fc.string(), (key, value) => {
        const problems = problemsOf({ [key]: value });
        return problems.every((problem) => problem.startsWith("backoffice:") && problem.endsWith("(Pulumi.test.yaml)"));
      }),
    );
  });

  for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
    it(`are valid for ${stack}`, () => {
      const own = Object.entries(stackConfig(stack)).filter(([key]) => key.startsWith("backoffice:"));

      const config = parseConfig(
        Object.fromEntries(own.map(([key, value]) => [key.slice("backoffice:".length), value])),
        stack,
      );

      expect(config.environmentSuffix).to.equal(stack);
      expect(config.retainData).to.equal(stack === "prod");
    });
  }
});
