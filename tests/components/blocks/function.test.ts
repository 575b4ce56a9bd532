import { expect } from "chai";
import type { LambdaFunctionArgs } from "../../../components/blocks/function";
import { record } from "../../support/pulumi";
import { anyFunction, functionSharedArgs, keyArn, tags } from "../../support/pulumi-fixtures";
import { countByType, ofType, the } from "../../support/pulumi-queries";

const functionArn = "arn:aws:lambda:eu-south-2:111122223333:function:orders-create-test";

function recordFunction(changes: Partial<LambdaFunctionArgs> = {}, config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const fn = anyFunction(functionSharedArgs(config), changes);
    const { aliasArn, invokeArn, functionName, name, timeoutSeconds, reservedConcurrency } = fn;
    return { aliasArn, invokeArn, functionName, name, timeoutSeconds, reservedConcurrency: reservedConcurrency ?? -1 };
  });
}

describe("a function", () => {
  it("runs on arm64 with the stack's runtime, memory and timeout, traced, logging JSON, published", async () => {
    const { resources } = await recordFunction({ environment: { ORDERS_TABLE_NAME: "orders" } });

    const { code, ...inputs } = the(resources, "aws:lambda/function:Function", "orders-create").inputs;
    expect(inputs).to.deep.equal({
      name: "orders-create-test",
      description: "Places an order",
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      role: "arn:aws:iam::111122223333:role/orders-create-role-test",
      memorySize: 512,
      timeout: 29,
      environment: {
        variables: {
          ENVIRONMENT: "test",
          SERVICE: "orders",
          LOG_LEVEL: "INFO",
          ERROR_TABLE_NAME: "monitoring-errors-test",
          ERROR_RETENTION_DAYS: "30",
          ORDERS_TABLE_NAME: "orders",
        },
      },
      kmsKeyArn: keyArn,
      tracingConfig: { mode: "Active" },
      loggingConfig: {
        logFormat: "JSON",
        logGroup: "/aws/lambda/orders-create-test",
        applicationLogLevel: "INFO",
        systemLogLevel: "INFO",
      },
      publish: true,
      tags,
    });
    expect(JSON.stringify(code)).to.include("// orders/create");
  });

  it("takes runtime, memory, timeout and log level from the settings", async () => {
    const { resources, result } = await recordFunction(
      {},
      {
        functionRuntime: "nodejs22.x",
        functionMemoryMb: "256",
        functionOverrides: '{"orders/create":{"timeoutSeconds":7,"memoryMb":1024,"reservedConcurrency":13}}',
        logLevel: "DEBUG",
        logRetentionDays: "7",
      },
    );

    expect(the(resources, "aws:lambda/function:Function", "orders-create").inputs).to.deep.include({
      runtime: "nodejs22.x",
      memorySize: 1024,
      timeout: 7,
      reservedConcurrentExecutions: 13,
    });
    expect(the(resources, "aws:cloudwatch/logGroup:LogGroup", "orders-create-logs").inputs.retentionInDays).to.equal(7);
    expect(result).to.include({ timeoutSeconds: 7, reservedConcurrency: 13 });
  });

  it("reserves concurrency only when asked to", async () => {
    const reserved = await recordFunction({ reservedConcurrency: 100 });
    const free = await recordFunction();

    const inputs = (recording: typeof free) =>
      the(recording.resources, "aws:lambda/function:Function", "orders-create").inputs;
    expect(inputs(reserved).reservedConcurrentExecutions).to.equal(100);
    expect(inputs(free)).to.not.have.property("reservedConcurrentExecutions");
  });

  it("has its encrypted log group and its role's policy before itself", async () => {
    const { resources } = await recordFunction();

    const logs = the(resources, "aws:cloudwatch/logGroup:LogGroup", "orders-create-logs");
    expect(logs.inputs).to.deep.equal({
      name: "/aws/lambda/orders-create-test",
      kmsKeyId: keyArn,
      retentionInDays: 30,
      tags,
    });
    const policy = the(resources, "aws:iam/rolePolicy:RolePolicy", "orders-create-policy");
    expect(the(resources, "aws:lambda/function:Function", "orders-create").dependencies).to.include.members([
      logs.urn,
      policy.urn,
    ]);
  });

  it("keeps Lambda from dropping metrics, which have no level and so count as INFO", async () => {
    for (const [logLevel, applicationLogLevel] of [
      ["DEBUG", "DEBUG"],
      ["INFO", "INFO"],
      ["WARN", "INFO"],
      ["ERROR", "INFO"],
    ]) {
      const { resources } = await recordFunction({}, { logLevel: String(logLevel) });

      const { environment, loggingConfig } = the(resources, "aws:lambda/function:Function", "orders-create").inputs;
      expect(loggingConfig, logLevel).to.deep.include({ applicationLogLevel });
      expect((environment as { variables: unknown }).variables).to.deep.include({ LOG_LEVEL: logLevel });
    }
  });

  it("is called through the alias live, which each deployment moves to the version that it publishes", async () => {
    const { resources, result } = await recordFunction();

    const alias = the(resources, "aws:lambda/alias:Alias", "orders-create-live");
    expect(alias.inputs).to.deep.include({
      name: "live",
      functionName: "orders-create-test",
      functionVersion: "1",
    });
    expect(alias.ignoreChanges).to.deep.equal([]);
    expect(result).to.include({
      aliasArn: `${functionArn}:live`,
      invokeArn: `arn:aws:apigateway:eu-south-2:lambda:path/2015-03-31/functions/${functionArn}:live/invocations`,
      functionName: "orders-create-test",
      name: "orders-create-test",
    });
  });

  it("is left to the roll-out where there is one: its alias has nothing that could be edited", async () => {
    const added: unknown[] = [];

    const { resources } = await recordFunction({ rollout: { add: ({ logicalName }) => added.push(logicalName) } });

    const alias = the(resources, "aws:lambda/alias:Alias", "orders-create-live");
    expect(alias.inputs).to.deep.equal({ name: "live", functionName: "orders-create-test", functionVersion: "1" });
    expect(alias.ignoreChanges).to.deep.equal(["functionVersion", "routingConfig"]);
    expect(added).to.deep.equal(["orders-create"]);
  });

  it("is made of these resources and is the parent of all of them", async () => {
    const { resources } = await recordFunction();

    const own = resources.filter(({ name, type }) => name.startsWith("orders-create") && type.startsWith("aws:"));
    expect(countByType(own)).to.deep.equal({
      "aws:cloudwatch/logGroup:LogGroup": 1,
      "aws:cloudwatch/logMetricFilter:LogMetricFilter": 1,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
      "aws:lambda/function:Function": 1,
      "aws:lambda/alias:Alias": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 3,
    });
    const block = the(resources, "backoffice:blocks:LambdaFunction", "orders-create");
    expect(own.every(({ parent }) => parent === block.urn)).to.equal(true);
    expect(block.urn).to.include("backoffice:blocks:LambdaFunction::orders-create");
  });

  it("raises its alarms at thresholds of its own: those of the settings, then those of its declaration", async () => {
    const override = { errorRatePercent: 4.2, throttles: 3 };

    const { resources } = await recordFunction(
      { thresholds: { errorRatePercent: 9, averageDurationMs: 5_000 } },
      { functionOverrides: JSON.stringify({ "orders/create": override }) },
    );

    const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(alarms.filter(({ name }) => name.startsWith("orders-")).map(({ inputs }) => inputs.threshold)).to.deep.equal(
      [5_000, 4.2, 3],
    );
  });

  it("has the lines counted that it writes for want of the error log", async () => {
    const { resources } = await recordFunction();

    const filter = the(resources, "aws:cloudwatch/logMetricFilter:LogMetricFilter", "orders-create-error-log-filter");
    expect(filter.inputs).to.deep.equal({
      name: "orders-create-error-log-filter-test",
      logGroupName: "/aws/lambda/orders-create-test",
      pattern: '{ $.message = "error log unavailable" }',
      metricTransformation: {
        namespace: "Backoffice",
        name: "ErrorLogFallback",
        value: "1",
        unit: "Count",
        dimensions: { environment: "$.environment", service: "$.service" },
      },
    });
  });
});
