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

/** Budgets and unusual costs. */
export const costRows: Rows = {
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
};
