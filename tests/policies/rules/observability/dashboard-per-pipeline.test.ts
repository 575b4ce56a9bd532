import { dashboardPerPipeline } from "../../../../policies/rules/observability/dashboard-per-pipeline";
import { set, without } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";
import { dashboard, sender } from "./watched";

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
