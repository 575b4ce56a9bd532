import { PutDashboardCommand, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { alarmCommandInput, alarmInputs } from "../../../program/alarm-input";
import { json } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

export const metricAlarm = defineAdapter({
  type: awsTypes.cloudwatch.metricAlarm,
  inputs: alarmInputs.omit({ warmUpConfiguration: true }),
  ignores: { warmUpConfiguration: "an alarm may be raised as soon as it is made" },
  outputs: ["arn"],
  async create(inputs, { clients, target, onAlarm }) {
    const command = new PutMetricAlarmCommand(alarmCommandInput(inputs));
    await clients.cloudWatch.send(command);
    onAlarm(command.input);
    const arn = `arn:${target.partition}:cloudwatch:${target.region}:${target.accountId}:alarm:${inputs.name}`;
    return { id: inputs.name, state: { arn } };
  },
});

export const dashboard = defineAdapter({
  type: awsTypes.cloudwatch.dashboard,
  inputs: z.strictObject({ dashboardName: z.string(), dashboardBody: json }),
  outputs: ["dashboardArn"],
  async create(inputs, { clients, target }) {
    await clients.cloudWatch.send(
      new PutDashboardCommand({ DashboardName: inputs.dashboardName, DashboardBody: inputs.dashboardBody }),
    );
    const dashboardArn = `arn:${target.partition}:cloudwatch::${target.accountId}:dashboard/${inputs.dashboardName}`;
    return { id: inputs.dashboardName, state: { dashboardArn } };
  },
});
