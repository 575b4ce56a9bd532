import { budgetTellsActualAndForecast } from "../../../../policies/rules/budgets/budgets";
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
  refuses: {
    "a budget that notifies nobody": [drop("month", "notifications"), /wanted one of type ACTUAL/],
    "no forecast": [
      set("month", "notifications", [{ notificationType: "ACTUAL", subscriberEmailAddresses: ["a@example.com"] }]),
      /wanted one of type FORECASTED/,
    ],
    "a notification without a subscriber": [
      set("month", "notifications.0.subscriberEmailAddresses", []),
      /wanted one of type ACTUAL/,
    ],
  },
});
