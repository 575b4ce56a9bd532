import { awsTypes } from "../../../aws/resource-types";
import { resourceRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";

export const budgetTellsActualAndForecast = resourceRule({
  name: "budget-tells-actual-and-forecast",
  concern: "cost",
  description: "Budgets notify somebody of actual and of forecasted costs.",
  rationale:
    "A budget without notifications informs nobody; one with actual costs alone informs when the money is spent.",
  remediation: "Give the budget a notification of type ACTUAL and one of type FORECASTED, each with a subscriber.",
  controls: ["cost.budget"],
  severity: "low",
  types: [awsTypes.budgets.budget],
  check(budget, { report }) {
    const notified = budget
      .list("notifications")
      .flatMap((_, index) =>
        hasSubscriber(budget, index) ? budget.text(`notifications.${index}.notificationType`) : [],
      );
    for (const type of ["ACTUAL", "FORECASTED"]) {
      if (notified.includes(type)) continue;
      report(budget, "notifications", notified, `one of type ${type} with a subscriber`);
    }
  },
});

function hasSubscriber(budget: Resource, index: number): boolean {
  return ["subscriberEmailAddresses", "subscriberSnsTopicArns"].some(
    (list) =>
      Array.isArray(budget.value(`notifications.${index}.${list}`)) &&
      budget.value(`notifications.${index}.${list}.0`) !== undefined,
  );
}
