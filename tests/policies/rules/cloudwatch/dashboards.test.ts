import { metrics } from "../../../../functions/contracts/metric-catalog";
import {
  customMetricOnDashboard,
  dashboardPerPipeline,
  dashboardShowsAlarms,
  dashboardShowsThisStack,
  functionOnDashboard,
} from "../../../../policies/rules/cloudwatch/dashboards";
import { resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import {
  alarmType,
  dashboard,
  duration,
  errorRate,
  functionType,
  live,
  queueType,
  sender,
  widget,
} from "../../../support/policies/shops/watched";

const ofOrders = Object.values(metrics).filter(({ service }) => service === "orders");
const line = (name: string, environment = "prod") => [
  "Backoffice",
  name,
  "environment",
  environment,
  "service",
  "orders",
  { stat: "Sum" },
];
const value = `SEARCH('{Backoffice,environment,service,currency} MetricName="OrderValue" environment="prod" service="orders"', 'Sum', 300)`;
const lines = (change: (name: string) => readonly (readonly unknown[])[] = (name) => [line(name)]) =>
  ofOrders.flatMap(({ name }) => (name === "OrderValue" ? [[{ expression: value }]] : change(name)));

testRule(customMetricOnDashboard, {
  valid: [sender, dashboard("page", [widget(lines())])],
  refuses: {
    "a metric that nobody draws": [
      () => [sender, dashboard("page", [widget(lines((name) => (name === "OrdersPlaced" ? [] : [line(name)])))])],
      "sender",
      /SERVICE is orders, wanted OrdersPlaced of this service on a dashboard/,
    ],
    "a search that is gone": [
      () => [sender, dashboard("page", [widget(lines().filter(([first]) => typeof first === "string"))])],
      "sender",
      /wanted OrderValue of this service/,
    ],
    "a metric of another environment": [
      () => [
        sender,
        dashboard("page", [widget(lines((name) => [line(name, name === "OrdersPlaced" ? "dev" : "prod")]))]),
      ],
      "sender",
      /wanted OrdersPlaced/,
    ],
  },
});

const text = (markdown: string) => ({ type: "text", properties: { markdown } });
const link = (name: string) => `[${name}](https://console.aws.amazon.com/cloudwatch/home#dashboards/dashboard/${name})`;

testRule(dashboardPerPipeline, {
  valid: [
    sender,
    dashboard("overview", [text(`${link("orders-prod")} | ${link("shipments-prod")}`)]),
    dashboard("orders", [text("Orders")]),
    dashboard("shipments", [text("Shipments")]),
  ],
  refuses: {
    "a pipeline without a dashboard": [
      set("sender", "environment.variables.SERVICE", "notifications"),
      /environment\.variables\.SERVICE is notifications, wanted a dashboard named notifications-/,
    ],
    "a link to a dashboard that is not there": [
      without("shipments"),
      "overview",
      /dashboardBody is a link to shipments-prod, wanted links to dashboards of this stack/,
    ],
    "an overview that leaves one out": [
      (valid) => [...valid, dashboard("monitoring", [text("Functions")])],
      "overview",
      /is no overview, wanted one dashboard that links overview-prod, orders-prod, shipments-prod, monitoring-prod/,
    ],
    "no overview": [without("overview"), "orders", /is no overview/],
  },
});

const fn = ["Resource", "sender-prod:live", "FunctionName", "sender-prod"];

testRule(dashboardShowsAlarms, {
  valid: [
    errorRate("rate"),
    duration("slow"),
    dashboard("page", [
      widget([
        ["AWS/Lambda", "Errors", ...fn, { stat: "Sum" }],
        [".", "Invocations", ".", ".", ".", ".", { stat: "Sum" }],
      ]),
    ]),
    dashboard("durations", [widget([["AWS/Lambda", "Duration", ...fn, { stat: "Average" }]])]),
  ],
  refuses: {
    "an alarm whose metric nobody draws": [
      without("durations"),
      "slow",
      /metricName is AWS\/Lambda Duration \(FunctionName, Resource\), wanted a metric that a dashboard draws/,
    ],
    "an alarm by another statistic than is drawn": [
      set("slow", "statistic", "Maximum"),
      /wanted a metric that a dashboard draws/,
    ],
    "an alarm of a sibling": [
      set("rate", "metricQueries.1.metric.dimensions", { FunctionName: "reader-prod" }),
      /metricQueries\.1\.metric\.metricName is AWS\/Lambda Errors \(FunctionName\)/,
    ],
  },
});

const alarm = resource(alarmType, "age", { name: "age-prod" });
const queue = resource(queueType, "mails", { name: "mails-prod" });
const showsLine = ["AWS/SQS", "NumberOfMessagesSent", "QueueName", "mails-prod", { stat: "Sum" }];
const alarms = (...arns: readonly unknown[]) => ({ type: "alarm", properties: { alarms: arns } });

testRule(dashboardShowsThisStack, {
  valid: [
    alarm,
    queue,
    dashboard("page", [widget([showsLine], { annotations: { alarms: [alarm.state.arn] } }), alarms(alarm.state.arn)]),
  ],
  refuses: {
    "a widget of another region": [
      () => [queue, dashboard("page", [widget([showsLine], { region: "us-east-1" })])],
      "page",
      /dashboardBody\.widgets\.0\.properties\.region is us-east-1, wanted eu-central-1/,
    ],
    "an alarm that does not exist": [
      () => [alarm, queue, dashboard("page", [alarms(`${alarm.state.arn}-2`)])],
      "page",
      /wanted the ARN of an alarm of this stack/,
    ],
    "an alarm beside a graph that does not exist": [
      () => [queue, dashboard("page", [widget([showsLine], { annotations: { alarms: [alarm.state.arn] } })])],
      "page",
      /wanted the ARN of an alarm of this stack/,
    ],
  },
});

const onLine = (metric: string, stat: string) => [
  "AWS/Lambda",
  metric,
  "FunctionName",
  "sender-prod",
  "Resource",
  "sender-prod:live",
  { stat },
];
const graphs = [
  onLine("Invocations", "Sum"),
  onLine("Errors", "Sum"),
  onLine("Throttles", "Sum"),
  onLine("Duration", "Average"),
  onLine("Duration", "p99"),
];
const totals = widget(graphs.slice(0, 2), { view: "singleValue" });

testRule(functionOnDashboard, {
  valid: [sender, live, dashboard("graphs", [widget(graphs)]), dashboard("totals", [totals])],
  refuses: {
    "a function that the day's totals leave out": [
      without("totals"),
      "sender",
      /wanted a total of its Invocations \(Sum\) on a dashboard/,
    ],
    "a new function that nobody draws": [
      (valid) => [...valid, resource(functionType, "reader", { name: "reader-prod" })],
      "reader",
      /name is reader-prod, wanted a graph of its Invocations/,
    ],
    ...casesOf(["Invocations", "Errors", "Throttles", "Duration"], (metric) => [
      `a function without a graph of ${metric}`,
      () => [sender, live, dashboard("graphs", [widget(graphs.filter(([, name]) => name !== metric)), totals])],
      "sender",
      new RegExp(`name is sender-prod, wanted a graph of its ${metric} `),
    ]),
  },
});
