import { metrics } from "../../../../functions/contracts/metric-catalog";
import { customMetricOnDashboard } from "../../../../policies/rules/observability/custom-metric-on-dashboard";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, functionType, sender, widget } from "./watched";

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
const fn = { type: functionType, name: "sender" };

testRule(customMetricOnDashboard, {
  valid: [sender, dashboard("page", [widget(lines())])],
  failing: [
    {
      title: "a metric that nobody draws",
      change: () => [
        sender,
        dashboard("page", [widget(lines((name) => (name === "OrdersPlaced" ? [] : [line(name)])))]),
      ],
      ...fn,
      says: /SERVICE is orders, wanted OrdersPlaced of this service on a dashboard/,
    },
    {
      title: "a search that is gone",
      change: () => [sender, dashboard("page", [widget(lines().filter(([first]) => typeof first === "string"))])],
      ...fn,
      says: /wanted OrderValue of this service/,
    },
    {
      title: "a metric of another environment",
      change: () => [
        sender,
        dashboard("page", [widget(lines((name) => [line(name, name === "OrdersPlaced" ? "dev" : "prod")]))]),
      ],
      ...fn,
      says: /wanted OrdersPlaced/,
    },
  ],
});
