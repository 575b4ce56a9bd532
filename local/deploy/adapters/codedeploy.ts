import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { tags } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

export const application = defineAdapter({
  type: awsTypes.codedeploy.application,
  inputs: z.strictObject({ name: z.string(), computePlatform: z.literal("Lambda"), tags }),
  outputs: ["arn", "applicationId"],
  async create({ name }, { target }) {
    const arn = `arn:${target.partition}:codedeploy:${target.region}:${target.accountId}:application:${name}`;
    return { id: name, state: { arn, applicationId: name } };
  },
});

const shift = z.strictObject({ percentage: z.number(), interval: z.number() });

export const deploymentConfig = defineAdapter({
  type: awsTypes.codedeploy.deploymentConfig,
  inputs: z.strictObject({
    deploymentConfigName: z.string(),
    computePlatform: z.literal("Lambda"),
    trafficRoutingConfig: z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("TimeBasedCanary"), timeBasedCanary: shift }),
      z.strictObject({ type: z.literal("TimeBasedLinear"), timeBasedLinear: shift }),
    ]),
  }),
  outputs: ["deploymentConfigId"],
  async create({ deploymentConfigName: id, trafficRoutingConfig: routing }, { rollouts }) {
    const numbers = routing.type === "TimeBasedCanary" ? routing.timeBasedCanary : routing.timeBasedLinear;
    rollouts?.addConfig(id, { type: routing.type, ...numbers });
    return { id, state: { deploymentConfigId: id } };
  },
});

export const deploymentGroup = defineAdapter({
  type: awsTypes.codedeploy.deploymentGroup,
  inputs: z.strictObject({
    appName: z.string(),
    deploymentGroupName: z.string(),
    deploymentConfigName: z.string(),
    deploymentStyle: z.strictObject({
      deploymentType: z.literal("BLUE_GREEN"),
      deploymentOption: z.literal("WITH_TRAFFIC_CONTROL"),
    }),
    autoRollbackConfiguration: z.strictObject({ enabled: z.literal(true), events: z.array(z.string()) }),
    alarmConfiguration: z.strictObject({
      enabled: z.literal(true),
      alarms: z.array(z.string()),
      ignorePollAlarmFailure: z.literal(false),
    }),
    tags,
  }),
  ignores: {
    serviceRoleArn: "the fake of CodeDeploy shifts calls with the administrator's rights",
    triggerConfigurations: "the fake of CodeDeploy tells nobody",
  },
  outputs: ["arn", "deploymentGroupId"],
  async create(inputs, { target, rollouts }) {
    const { appName, deploymentGroupName: name } = inputs;
    rollouts?.addGroup({
      application: appName,
      name,
      configName: inputs.deploymentConfigName,
      alarms: inputs.alarmConfiguration.alarms,
    });
    const arn = `arn:${target.partition}:codedeploy:${target.region}:${target.accountId}:deploymentgroup:${appName}/${name}`;
    return { id: `${appName}:${name}`, state: { arn, deploymentGroupId: `${appName}:${name}` } };
  },
});
