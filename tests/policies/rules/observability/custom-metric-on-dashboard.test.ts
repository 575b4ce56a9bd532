import { metrics } from "../../../../functions/contracts/metric-catalog";
import { customMetricOnDashboard } from "../../../../policies/rules/observability/custom-metric-on-dashboard";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, sender, widget } from "./watched";

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
