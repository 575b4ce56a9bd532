import { dashboardShowsThisStack } from "../../../../policies/rules/observability/dashboard-shows-this-stack";
import { resource } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { alarmType, dashboard, queueType, widget } from "./watched";

const alarm = resource(alarmType, "age", { name: "age-prod" });
const queue = resource(queueType, "mails", { name: "mails-prod" });
const line = ["AWS/SQS", "NumberOfMessagesSent", "QueueName", "mails-prod", { stat: "Sum" }];
const alarms = (...arns: readonly unknown[]) => ({ type: "alarm", properties: { alarms: arns } });

testRule(dashboardShowsThisStack, {
  valid: [
    alarm,
    queue,
    dashboard("page", [widget([line], { annotations: { alarms: [alarm.state.arn] } }), alarms(alarm.state.arn)]),
  ],
  refuses: {
    "a widget of another region": [
      () => [queue, dashboard("page", [widget([line], { region: "us-east-1" })])],
      "page",
      /dashboardBody\.widgets\.0\.properties\.region is us-east-1, wanted eu-central-1/,
    ],
    "an alarm that does not exist": [
      () => [alarm, queue, dashboard("page", [alarms(`${alarm.state.arn}-2`)])],
      "page",
      /wanted the ARN of an alarm of this stack/,
    ],
    "an alarm beside a graph that does not exist": [
      () => [queue, dashboard("page", [widget([line], { annotations: { alarms: [alarm.state.arn] } })])],
      "page",
      /wanted the ARN of an alarm of this stack/,
    ],
  },
});
