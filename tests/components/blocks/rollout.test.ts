import { expect } from "chai";
import { Rollout } from "../../../components/blocks/rollout";
import { type RolloutSettings, strategyOf } from "../../../components/blocks/rollout-strategy";
import { rolledOutEntries } from "../../../components/functions";
import { orderRecorders } from "../../support/order-recorders";
import { record } from "../../support/pulumi";
import { alertsTopicArn, anyFunction, functionSharedArgs, keyArn, tags } from "../../support/pulumi-fixtures";
import { countByType, ofType, statements, the } from "../../support/pulumi-queries";
import { expectedPipelines } from "../expected/pipelines";

const usual: RolloutSettings = { strategy: "canary", percent: 10, minutes: 5, failedCalls: 3 };

function recordRollout(changes: Partial<RolloutSettings> = {}, config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const shared = functionSharedArgs(config);
    const rollout = new Rollout("backoffice-rollout", { ...shared, settings: { ...usual, ...changes } });
    anyFunction({ ...shared, rollout });
    return rollout.applicationName;
  });
}

describe("a roll-out", () => {
  it("is an application for Lambda and a role, and for each function a group and an alarm", async () => {
    const { resources, result } = await recordRollout();

    const own = resources.filter(({ type, name }) => type.includes("codedeploy") || name.includes("rollout"));
    expect(countByType(own)).to.deep.equal({
      "backoffice:blocks:Rollout": 1,
      "aws:codedeploy/application:Application": 1,
      "aws:codedeploy/deploymentGroup:DeploymentGroup": 1,
      "aws:cloudwatch/metricAlarm:MetricAlarm": 2,
      "aws:iam/role:Role": 1,
      "aws:iam/rolePolicy:RolePolicy": 1,
    });
    expect(the(resources, "aws:codedeploy/application:Application", "backoffice-rollout").inputs).to.deep.equal({
      name: "backoffice-rollout-test",
      computePlatform: "Lambda",
      tags,
    });
    expect(result).to.equal("backoffice-rollout-test");
  });

  it("moves the alias of the function that the group is named after, and back on failure, alarm and request", async () => {
    const { resources } = await recordRollout();

    const group = the(resources, "aws:codedeploy/deploymentGroup:DeploymentGroup", "orders-create-rollout");
    expect(group.inputs).to.deep.equal({
      appName: "backoffice-rollout-test",
      deploymentGroupName: "orders-create-test",
      serviceRoleArn: "arn:aws:iam::111122223333:role/backoffice-rollout-role-test",
      deploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
      autoRollbackConfiguration: {
        enabled: true,
        events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      alarmConfiguration: {
        enabled: true,
        alarms: ["orders-create-rollout-alarm-test", "orders-internal-rollout-alarm-test"],
        ignorePollAlarmFailure: false,
      },
      triggerConfigurations: [
        {
          triggerName: "rolled-back",
          triggerEvents: ["DeploymentFailure", "DeploymentStop", "DeploymentRollback"],
          triggerTargetArn: alertsTopicArn,
        },
      ],
      tags,
    });
    expect(group.parent).to.equal(the(resources, "backoffice:blocks:LambdaFunction", "orders-create").urn);
    expect(group.dependencies).to.include(
      the(resources, "aws:iam/rolePolicy:RolePolicy", "backoffice-rollout-policy").urn,
    );
  });

  it("is taken back by failed calls of the alias within a minute, which tells nobody by itself", async () => {
    const { resources } = await recordRollout();

    const { alarmDescription, ...alarm } = the(
      resources,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "orders-create-rollout-alarm",
    ).inputs;
    expect(alarm).to.deep.equal({
      name: "orders-create-rollout-alarm-test",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: "orders-create-test", Resource: "orders-create-test:live" },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 3,
      treatMissingData: "notBreaching",
      tags,
    });
    expect(alarmDescription).to.match(/ Runbook: docs\/runbooks\/rolled-back\.md$/);
  });

  it("has a role with the boundary of services' roles, else with the one of all roles, in the stack's partition and account", async () => {
    for (const [settings, boundary] of [
      [{ permissionsBoundary: "bounds", serviceBoundary: "services" }, "services"],
      [{ permissionsBoundary: "bounds" }, "bounds"],
    ] as const) {
      const { resources } = await recordRollout({}, settings);

      const { permissionsBoundary } = the(resources, "aws:iam/role:Role", "backoffice-rollout-role").inputs;
      expect(permissionsBoundary).to.equal(`arn:aws:iam::111122223333:policy/${boundary}`);
    }
  });

  it("is taken back by failures that its pipeline reports without a failed call, as soon", async () => {
    const { resources } = await recordRollout();

    const { alarmDescription, ...alarm } = the(
      resources,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "orders-internal-rollout-alarm",
    ).inputs;
    expect(alarm).to.deep.equal({
      name: "orders-internal-rollout-alarm-test",
      namespace: "Backoffice",
      metricName: "OrderFailures",
      dimensions: { environment: "test", service: "orders", kind: "internal" },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 3,
      treatMissingData: "notBreaching",
      tags,
    });
    expect(alarmDescription).to.match(/^Requests are answered with 500 by functions of orders,/);
  });

  it("has a role that CodeDeploy takes, for the functions that are rolled out and for nothing else", async () => {
    const { resources } = await recordRollout();

    const role = the(resources, "aws:iam/role:Role", "backoffice-rollout-role");
    expect(statements(role.inputs.assumeRolePolicy)).to.deep.equal([
      { Effect: "Allow", Principal: { Service: "codedeploy.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    const names = rolledOutEntries.map((entry) => entry.replace("/", "-"));
    const arn = (service: string, rest: string) => `arn:aws:${service}:eu-south-2:111122223333:${rest}`;
    const functions = names.map((name) => arn("lambda", `function:${name}-test`));
    const throughSns = { StringEquals: { "kms:ViaService": ["sns.eu-south-2.amazonaws.com"] } };
    const policy = the(resources, "aws:iam/rolePolicy:RolePolicy", "backoffice-rollout-policy");
    expect(statements(policy.inputs.policy)).to.deep.equal([
      { Effect: "Allow", Action: ["lambda:GetAlias", "lambda:UpdateAlias"], Resource: functions },
      {
        Effect: "Allow",
        Action: "lambda:GetProvisionedConcurrencyConfig",
        Resource: functions.map((one) => `${one}:*`),
      },
      {
        Effect: "Allow",
        Action: "cloudwatch:DescribeAlarms",
        Resource: [
          ...names,
          ...["orders-internal", "orders-retries", "confirmations-retries", "confirmations-given-up"],
          ...["shipments-retries", "shipments-given-up"],
          ...expectedPipelines.flatMap(({ rolloutAlarms }) => rolloutAlarms),
          ...orderRecorders.flatMap((name) => [`${name}-retries`, `${name}-given-up`]),
        ].map((name) => arn("cloudwatch", `alarm:${name}-rollout-alarm-test`)),
      },
      { Effect: "Allow", Action: ["sns:Publish"], Resource: [alertsTopicArn] },
      { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn, Condition: throughSns },
      { Effect: "Allow", Action: "kms:GenerateDataKey", Resource: keyArn, Condition: throughSns },
    ]);
    expect(names).to.not.include("monitoring-simulator");
  });

  it("has a configuration of its own, named after its numbers, where AWS has none that says the same", async () => {
    const { resources } = await recordRollout({ strategy: "linear", percent: 25, minutes: 4 });

    const name = "backoffice-linear-25-percent-4-minutes";
    expect(the(resources, "aws:codedeploy/deploymentConfig:DeploymentConfig", name).inputs).to.deep.equal({
      deploymentConfigName: `${name}-test`,
      computePlatform: "Lambda",
      trafficRoutingConfig: { type: "TimeBasedLinear", timeBasedLinear: { percentage: 25, interval: 4 } },
    });
    const [group] = ofType(resources, "aws:codedeploy/deploymentGroup:DeploymentGroup");
    expect(group?.inputs.deploymentConfigName).to.equal(`${name}-test`);
  });
});

describe("the strategy of a roll-out", () => {
  for (const [strategy, percent, minutes, expected] of [
    ["canary", 10, 5, "CodeDeployDefault.LambdaCanary10Percent5Minutes"],
    ["canary", 10, 30, "CodeDeployDefault.LambdaCanary10Percent30Minutes"],
    ["linear", 10, 1, "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"],
    ["linear", 10, 10, "CodeDeployDefault.LambdaLinear10PercentEvery10Minutes"],
    ["all-at-once", 50, 7, "CodeDeployDefault.LambdaAllAtOnce"],
  ] as const) {
    it(`is AWS's own for ${strategy}, ${percent} %, ${minutes} minutes`, () => {
      expect(strategyOf({ ...usual, strategy, percent, minutes })).to.deep.equal({ predefined: expected });
    });
  }

  for (const [strategy, percent, minutes] of [
    ["canary", 10, 1],
    ["canary", 20, 5],
    ["linear", 10, 5],
  ] as const) {
    it(`is one of our own for ${strategy}, ${percent} %, ${minutes} minutes`, () => {
      expect(strategyOf({ ...usual, strategy, percent, minutes })).to.deep.equal({
        logicalName: `backoffice-${strategy}-${percent}-percent-${minutes}-minutes`,
        type: strategy === "canary" ? "TimeBasedCanary" : "TimeBasedLinear",
        percentage: percent,
        interval: minutes,
      });
    });
  }
});
