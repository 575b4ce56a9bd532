// Resources that the tests of roll-outs share: one function, what shifts its calls, and what takes them back.
import type { Resource } from "../../../../program/policies/requests";
import { resource } from "../resources";
import { arn, grant, policy, rolePolicy, types } from "./granted-parts";
import { alarmType, throughAlias, topicType } from "./watched";

export const applicationType = "aws:codedeploy/application:Application";
export const configType = "aws:codedeploy/deploymentConfig:DeploymentConfig";
export const groupType = "aws:codedeploy/deploymentGroup:DeploymentGroup";

export const keyArn = arn("kms", "key/1111");
export const functionArn = arn("lambda", "function:sender-prod");
export const alarmArn = arn("cloudwatch", "alarm:sender-rollout-alarm-prod");
export const topicArn = arn("sns", "alerts-prod");

const viaSns = { Condition: { StringEquals: { "kms:ViaService": ["sns.eu-central-1.amazonaws.com"] } } };

/** What CodeDeploy's role may do, in the order of its statements. */
export const rights = [
  grant(["lambda:GetAlias", "lambda:UpdateAlias"], [functionArn]),
  grant("lambda:GetProvisionedConcurrencyConfig", [`${functionArn}:*`]),
  grant("cloudwatch:DescribeAlarms", [alarmArn]),
  grant("sns:Publish", [topicArn]),
  grant("kms:Decrypt", keyArn, viaSns),
  grant("kms:GenerateDataKey", keyArn, viaSns),
] as const;

const trust = { Effect: "Allow", Principal: { Service: "codedeploy.amazonaws.com" }, Action: "sts:AssumeRole" };
const roleArn = "arn:aws:iam::123456789012:role/rollout-role-prod";

export const rolledOut: readonly Resource[] = [
  resource(types.function, "sender", { name: "sender-prod", publish: true }, { outputs: { arn: functionArn } }),
  resource(
    types.alias,
    "sender-live",
    { name: "live", functionName: "sender-prod", functionVersion: "1" },
    { ignoreChanges: ["functionVersion", "routingConfig"], outputs: { arn: `${functionArn}:live` } },
  ),
  resource(types.key, "key", {}, { outputs: { arn: keyArn } }),
  resource(topicType, "alerts", { name: "alerts-prod", kmsMasterKeyId: keyArn }, { outputs: { arn: topicArn } }),
  resource(
    alarmType,
    "sender-rollout-alarm",
    {
      name: "sender-rollout-alarm-prod",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: throughAlias,
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
    },
    { outputs: { arn: alarmArn } },
  ),
  resource(applicationType, "rollout", { name: "rollout-prod", computePlatform: "Lambda" }),
  resource(configType, "quarters", {
    deploymentConfigName: "linear-25-percent-4-minutes-prod",
    computePlatform: "Lambda",
    trafficRoutingConfig: { type: "TimeBasedLinear", timeBasedLinear: { percentage: 25, interval: 4 } },
  }),
  resource(
    types.role,
    "rollout-role",
    { name: "rollout-role-prod", assumeRolePolicy: policy(trust) },
    {
      outputs: { arn: roleArn },
    },
  ),
  rolePolicy("rollout-policy", "rollout-role-prod", ...rights),
  resource(groupType, "sender-rollout", {
    appName: "rollout-prod",
    deploymentGroupName: "sender-prod",
    serviceRoleArn: roleArn,
    deploymentConfigName: "linear-25-percent-4-minutes-prod",
    deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
    autoRollbackConfiguration: {
      enabled: true,
      events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
    },
    alarmConfiguration: { enabled: true, alarms: ["sender-rollout-alarm-prod"], ignorePollAlarmFailure: false },
    triggerConfigurations: [
      {
        triggerName: "rolled-back",
        triggerEvents: ["DeploymentFailure", "DeploymentStop", "DeploymentRollback"],
        triggerTargetArn: topicArn,
      },
    ],
  }),
];
