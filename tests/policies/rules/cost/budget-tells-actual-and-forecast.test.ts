import { budgetTellsActualAndForecast } from "../../../../policies/rules/cost/budget-tells-actual-and-forecast";
import { drop, resource, set } from "../../../support/policies/resources";
import { testRule } from "../../../support/policies/rule-cases";

const type = "aws:budgets/budget:Budget";

testRule(budgetTellsActualAndForecast, {
  valid: [
    resource(type, "month", {
      notifications: [
        { notificationType: "ACTUAL", subscriberEmailAddresses: ["a@example.com"] },
        { notificationType: "FORECASTED", subscriberSnsTopicArns: ["arn:aws:sns:x"] },
      ],
    }),
  ],
  failing: [
    {
      title: "a budget that tells nobody",
      change: (valid) => drop(valid, "month", "notifications"),
      type: type,
      name: "month",
      says: /wanted one of type ACTUAL/,
    },
    {
      title: "no forecast",
      change: (valid) =>
        set(valid, "month", "notifications", [
          { notificationType: "ACTUAL", subscriberEmailAddresses: ["a@example.com"] },
        ]),
      type: type,
      name: "month",
      says: /wanted one of type FORECASTED/,
    },
    {
      title: "a notification without a subscriber",
      change: (valid) => set(valid, "month", "notifications.0.subscriberEmailAddresses", []),
      type: type,
      name: "month",
      says: /wanted one of type ACTUAL/,
    },
  ],
});
