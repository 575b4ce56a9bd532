// Environment of each function. The functions' own schemas refuse anything missing; this says that the right things are connected.
import { expect } from "chai";
import { calledFunctions } from "../../support/called-functions";
import { orderRecorders } from "../../support/order-recorders";
import { program, type StackName } from "../../support/pulumi";
import { ofType, the } from "../../support/pulumi-queries";
import { expectedPipelines } from "../expected/pipelines";

const settings = {
  dev: { errors: "30", orders: "730", audit: "730", deliveries: "365", lease: "60", base: "5", max: "900" },
  prod: { errors: "90", orders: "3650", audit: "3650", deliveries: "365", lease: "60", base: "5", max: "900" },
  local: { errors: "1", orders: "730", audit: "730", deliveries: "365", lease: "16", base: "1", max: "2" },
} as const;

const issuers = {
  dev: "https://login.dev.example.com/",
  prod: "https://login.example.com/",
  local: "http://127.0.0.1:9000",
} as const;

function expected(stack: StackName): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const days = settings[stack];
  const url = (name: string) => `https://sqs.eu-south-2.amazonaws.com/111122223333/${name}-${stack}`;
  const common = (SERVICE: string) => ({
    ENVIRONMENT: stack,
    SERVICE,
    LOG_LEVEL: stack === "dev" ? "DEBUG" : "INFO",
    ERROR_TABLE_NAME: `monitoring-errors-${stack}`,
    ERROR_RETENTION_DAYS: days.errors,
  });
  const api = {
    ...common("orders"),
    ORDERS_TABLE_NAME: `orders-table-${stack}`,
    STAFF_SCOPE: "orders:staff",
    CORS_ALLOWED_ORIGINS: stack === "prod" ? "https://shop.example.com" : "*",
  };
  const reading = (name: string, deadLetters: string) => ({
    QUEUE_URL: url(name),
    DEAD_LETTER_QUEUE_URL: url(deadLetters),
    MAX_RECEIVE_COUNT: "12",
    BACKOFF_BASE_SECONDS: days.base,
    BACKOFF_MAX_SECONDS: days.max,
  });
  const failures = (consumer: string) => url(`orders-${consumer}-failures`);
  const queue = (name: string, deadLetters: string) => ({
    ...common("confirmations"),
    DELIVERIES_TABLE_NAME: `confirmations-deliveries-${stack}`,
    SUPPRESSIONS_TABLE_NAME: `confirmations-suppressions-${stack}`,
    DELIVERY_RETENTION_DAYS: days.deliveries,
    CONFIGURATION_SET_NAME: `confirmations-mail-${stack}`,
    ...reading(name, deadLetters),
  });
  return {
    "orders-create": {
      ...api,
      ORDER_RETENTION_DAYS: days.orders,
      ORDER_RECIPIENT: "token",
      ORDERS_PER_CUSTOMER: "60",
      ORDERS_PER_CUSTOMER_MINUTES: "10",
      CUSTOMER_INDEX_NAME: "CustomerIndex",
    },
    "orders-get": api,
    "orders-list": { ...api, CUSTOMER_INDEX_NAME: "CustomerIndex" },
    "orders-update-status": api,
    "orders-authorizer": {
      ...common("orders"),
      AUTH_ISSUER: issuers[stack],
      AUTH_AUDIENCE: "backoffice-api",
      AUTH_ALGORITHMS: "RS256",
      STAFF_SCOPE: "orders:staff",
    },
    "orders-publisher": {
      ...common("orders"),
      CONFIRMATIONS_TOPIC_ARN: `arn:aws:sns:eu-south-2:111122223333:confirmations-topic-${stack}`,
      EVENT_BUS_NAME: `shipments-bus-${stack}`,
      FAILURE_QUEUE_URL: failures("publisher"),
    },
    "orders-auditor": {
      ...common("orders"),
      AUDIT_TABLE_NAME: `orders-audit-${stack}`,
      AUDIT_RETENTION_DAYS: days.audit,
      FAILURE_QUEUE_URL: failures("auditor"),
    },
    "confirmations-sender": {
      ...queue("confirmations-queue", "confirmations-dead-letters"),
      SENDER_ADDRESS: stack === "dev" ? "orders@dev.example.com" : "orders@example.com",
      LEASE_SECONDS: days.lease,
      SHOP_NAME: stack === "dev" ? "Example Shop (dev)" : "Example Shop",
      SHOP_TIME_ZONE: "UTC",
    },
    "confirmations-feedback": queue("confirmations-feedback-queue", "confirmations-feedback-dead-letters"),
    ...(stack !== "prod" && {
      "monitoring-simulator": {
        ...common("monitoring"),
        SIMULATOR_SEED: "backoffice",
        SIMULATOR_ERROR_RATE_PERCENT: "7",
        SIMULATOR_LATENCY_MEDIAN_MS: stack === "local" ? "1" : "80",
        SIMULATOR_LATENCY_P99_MS: stack === "local" ? "5" : "400",
      },
    }),
    "shipments-processor": {
      ...common("shipments"),
      ...reading("shipments-queue", "shipments-dead-letters"),
      SHIPMENTS_TABLE_NAME: `shipments-table-${stack}`,
      NOTIFICATIONS_TOPIC_ARN: `arn:aws:sns:eu-south-2:111122223333:notifications-topic-${stack}`,
      LEASE_SECONDS: stack === "local" ? "15" : "30",
      NOTICE_RETENTION_DAYS: "44",
    },
    ...Object.fromEntries(
      orderRecorders.map((name) => [
        `${name}-recorder`,
        {
          ...common(name),
          ...reading(`${name}-queue`, `${name}-dead-letters`),
          [`${name.toUpperCase()}_TABLE_NAME`]: `${name}-table-${stack}`,
          [`${name.toUpperCase()}_RETENTION_DAYS`]: days.orders,
        },
      ]),
    ),
    ...Object.fromEntries(
      expectedPipelines
        .flatMap(({ variables }) => Object.entries(variables(stack)))
        .map(([name, own]) => [name, { ...common(name.slice(0, name.indexOf("-"))), ...own }]),
    ),
    ...Object.fromEntries(
      calledFunctions.map((entry) => [entry.replace("/", "-"), common(entry.slice(0, entry.indexOf("/")))]),
    ),
  };
}

for (const stack of ["dev", "prod", "local"] satisfies StackName[]) {
  describe(`environments in ${stack}`, () => {
    it("are exactly these variables", async () => {
      const { resources } = await program(stack);

      const actual = ofType(resources, "aws:lambda/function:Function").map(({ name, inputs }) => [
        name,
        (inputs.environment as { variables: Record<string, string> }).variables,
      ]);
      expect(Object.fromEntries(actual)).to.deep.equal(expected(stack));
    });
  });
}

describe("environments by other settings", () => {
  it("name the issuer's keys where they are not to be discovered", async () => {
    const { resources } = await program("dev", {
      authJwksUri: "https://keys.example.com/",
      authAlgorithms: '["ES256","RS256"]',
    });

    const { environment } = the(resources, "aws:lambda/function:Function", "orders-authorizer").inputs;
    expect((environment as { variables: unknown }).variables).to.deep.include({
      AUTH_JWKS_URI: "https://keys.example.com/",
      AUTH_ALGORITHMS: "ES256,RS256",
    });
  });

  it("give each function its own retention, back-off and lease", async () => {
    const { resources } = await program("dev", {
      orderRetentionDays: "113",
      auditRetentionDays: "112",
      deliveryRetentionDays: "83",
      errorRetentionDays: "14",
      maxReceiveCount: "6",
      backoffBaseSeconds: "3",
      backoffMaxSeconds: "30",
      senderLeaseSeconds: "45",
      staffScope: "staff",
      staffClaim: "cognito:groups",
      staffClaimValue: "shop",
    });

    const variables = (name: string) =>
      (the(resources, "aws:lambda/function:Function", name).inputs.environment as { variables: unknown }).variables;
    expect(variables("orders-create")).to.deep.include({
      ORDER_RETENTION_DAYS: "113",
      ERROR_RETENTION_DAYS: "14",
      STAFF_SCOPE: "staff",
    });
    expect(variables("orders-authorizer")).to.deep.include({
      STAFF_SCOPE: "staff",
      STAFF_CLAIM: "cognito:groups",
      STAFF_CLAIM_VALUE: "shop",
    });
    expect(variables("orders-auditor")).to.deep.include({ AUDIT_RETENTION_DAYS: "112" });
    const queue = {
      DELIVERY_RETENTION_DAYS: "83",
      MAX_RECEIVE_COUNT: "6",
      BACKOFF_BASE_SECONDS: "3",
      BACKOFF_MAX_SECONDS: "30",
    };
    expect(variables("confirmations-sender")).to.deep.include({ ...queue, LEASE_SECONDS: "45" });
    expect(variables("confirmations-feedback")).to.deep.include(queue);
  });

  it("says on how many keys an index spreads one value, to every function, only where it is more than one", async () => {
    const one = await program("dev");
    const eight = await program("dev", { indexShards: "8" });

    const shards = (resources: typeof one.resources) =>
      ofType(resources, "aws:lambda/function:Function").map(
        ({ inputs }) => (inputs.environment as { variables: Record<string, string> }).variables.INDEX_SHARDS,
      );
    expect(new Set(shards(one.resources))).to.deep.equal(new Set([undefined]));
    expect(new Set(shards(eight.resources))).to.deep.equal(new Set(["8"]));
    const others = (resources: typeof one.resources) =>
      resources
        .filter(({ type }) => type !== "aws:lambda/function:Function")
        .map(({ type, name, inputs }) => JSON.stringify([type, name, inputs]));
    const before = new Set(others(one.resources));
    expect(others(eight.resources).filter((resource) => !before.has(resource))).to.deep.equal([]);
  });
});
