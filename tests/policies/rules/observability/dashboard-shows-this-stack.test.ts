import { dashboardShowsThisStack } from "../../../../policies/rules/observability/dashboard-shows-this-stack";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarmType, dashboard, queueType, dashboardType as type, widget } from "./watched";

const alarm = resource(alarmType, "age", { name: "age-prod" });
const queue = resource(queueType, "mails", { name: "mails-prod" });
const line = ["AWS/SQS", "NumberOfMessagesSent", "QueueName", "mails-prod", { stat: "Sum" }];
const alarms = (...arns: readonly unknown[]) => ({ type: "alarm", properties: { alarms: arns } });
const page = { type, name: "page" };

testRule(dashboardShowsThisStack, {
  valid: [
    alarm,
    queue,
    dashboard("page", [widget([line], { annotations: { alarms: [alarm.state.arn] } }), alarms(alarm.state.arn)]),
  ],
  failing: [
    {
      title: "a widget of another region",
      change: () => [queue, dashboard("page", [widget([line], { region: "us-east-1" })])],
      ...page,
      says: /dashboardBody\.widgets\.0\.properties\.region is us-east-1, wanted eu-central-1/,
    },
    {
      title: "an alarm that does not exist",
      change: () => [alarm, queue, dashboard("page", [alarms(`${alarm.state.arn}-2`)])],
      ...page,
      says: /wanted the ARN of an alarm of this stack/,
    },
    {
      title: "an alarm beside a graph that does not exist",
      change: () => [queue, dashboard("page", [widget([line], { annotations: { alarms: [alarm.state.arn] } })])],
      ...page,
      says: /wanted the ARN of an alarm of this stack/,
    },
  ],
});
