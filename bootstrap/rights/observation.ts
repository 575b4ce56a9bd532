import { awsTypes } from "../../aws/resource-types";
import { on, type Rows } from "./row";

/** A monitor of unusual costs, or who is notified by it. */
function costAnomalies(kind: "Monitor" | "Subscription") {
  return [
    on("newCostAnomalies", "ce", { create: [`CreateAnomaly${kind}`] }),
    on(`cost${kind}`, "ce", {
      read: [`GetAnomaly${kind}s`, "ListTagsForResource"],
      update: ["TagResource", "UntagResource", `UpdateAnomaly${kind}`],
      delete: [`DeleteAnomaly${kind}`],
    }),
  ];
}

/** Logs, alarms, dashboards, budgets and unusual costs. */
export const observationRows: Rows = {
  [awsTypes.cloudwatch.logGroup]: [
    on("logGroup", "logs", {
      create: ["AssociateKmsKey", "CreateLogGroup", "PutRetentionPolicy", "TagResource"],
      read: ["ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteLogGroup"],
    }),
    on("anything", "logs", { read: ["DescribeLogGroups"] }),
  ],
  [awsTypes.cloudwatch.logMetricFilter]: [
    on("logGroup", "logs", {
      create: ["PutMetricFilter"],
      read: ["DescribeMetricFilters"],
      delete: ["DeleteMetricFilter"],
    }),
  ],
  [awsTypes.cloudwatch.metricAlarm]: [
    on("alarm", "cloudwatch", {
      create: ["PutMetricAlarm", "TagResource"],
      read: ["DescribeAlarms", "ListTagsForResource"],
      update: ["UntagResource"],
      delete: ["DeleteAlarms"],
    }),
  ],
  [awsTypes.budgets.budget]: [
    on("budget", "budgets", {
      // AWS gives one action to everything that changes a budget, deleting it included.
      create: ["ModifyBudget", "TagResource"],
      read: ["ListTagsForResource", "ViewBudget"],
      update: ["UntagResource"],
      delete: ["ModifyBudget"],
    }),
  ],
  [awsTypes.costexplorer.anomalyMonitor]: costAnomalies("Monitor"),
  [awsTypes.costexplorer.anomalySubscription]: costAnomalies("Subscription"),
  [awsTypes.cloudwatch.dashboard]: [
    on("dashboard", "cloudwatch", { create: ["PutDashboard"], read: ["GetDashboard"], delete: ["DeleteDashboards"] }),
  ],
};
