import { dashboardPerPipeline } from "../../../../policies/rules/observability/dashboard-per-pipeline";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, functionType, sender, dashboardType as type } from "./watched";

const text = (markdown: string) => ({ type: "text", properties: { markdown } });
const link = (name: string) => `[${name}](https://console.aws.amazon.com/cloudwatch/home#dashboards/dashboard/${name})`;

testRule(dashboardPerPipeline, {
  valid: [
    sender,
    dashboard("overview", [text(`${link("orders-prod")} | ${link("shipments-prod")}`)]),
    dashboard("orders", [text("Orders")]),
    dashboard("shipments", [text("Shipments")]),
  ],
  failing: [
    {
      title: "a pipeline without a dashboard",
      change: (valid) => set(valid, "sender", "environment.variables.SERVICE", "notifications"),
      type: functionType,
      name: "sender",
      says: /environment\.variables\.SERVICE is notifications, wanted a dashboard named notifications-/,
    },
    {
      title: "a link to a dashboard that is not there",
      change: (valid) => without(valid, "shipments"),
      type,
      name: "overview",
      says: /dashboardBody is a link to shipments-prod, wanted links to dashboards of this stack/,
    },
    {
      title: "an overview that leaves one out",
      change: (valid) => [...valid, dashboard("monitoring", [text("Functions")])],
      type,
      name: "overview",
      says: /is no overview, wanted one dashboard that links overview-prod, orders-prod, shipments-prod, monitoring-prod/,
    },
    {
      title: "no overview",
      change: (valid) => without(valid, "overview"),
      type,
      name: "orders",
      says: /is no overview/,
    },
  ],
});
