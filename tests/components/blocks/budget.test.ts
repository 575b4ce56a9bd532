import { expect } from "chai";
import { Budget, budgetPublishers } from "../../../components/blocks/budget";
import { Topic } from "../../../components/blocks/topic";
import { budgetLimit } from "../../../components/config/budget";
import { record } from "../../support/pulumi";
import { sharedArgs, tags } from "../../support/pulumi-fixtures";
import { the } from "../../support/pulumi-queries";

const budgetArn = "arn:aws:budgets::111122223333:budget/monitoring-budget-test";

describe("a monthly budget", () => {
  it("counts what has the stack's tag, and tells people and the topic of what is spent and of what will be", async () => {
    const { resources, result } = await record(() => {
      const { stack, key } = sharedArgs({ budgetEnabled: "true", budgetUsd: "120" });
      const topic = new Topic("monitoring-alerts", { stack, key, displayName: "Alarms" });
      const limit = budgetLimit(stack.config);
      if (limit === undefined) throw new Error("there is no limit");
      return new Budget("monitoring-budget", { stack, topic, limit }).description;
    });

    const recipients = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: ["alerts@example.com"],
      subscriberSnsTopicArns: ["arn:aws:sns:eu-south-2:111122223333:monitoring-alerts-test"],
    };
    const budget = the(resources, "aws:budgets/budget:Budget", "monitoring-budget");
    expect(budget.inputs).to.deep.equal({
      name: "monitoring-budget-test",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "120",
      limitUnit: "USD",
      costFilters: [{ name: "TagKeyValue", values: ["user:Environment$test"] }],
      notifications: [
        { notificationType: "ACTUAL", threshold: 80, ...recipients },
        { notificationType: "ACTUAL", threshold: 100, ...recipients },
        { notificationType: "FORECASTED", threshold: 100, ...recipients },
      ],
      tags,
    });
    expect(budget.dependencies).to.include(
      the(resources, "aws:sns/topicPolicy:TopicPolicy", "monitoring-alerts-policy").urn,
    );
    expect(result).to.equal("120 USD a month: budgetUsd");
  });

  it("publishes by its own ARN, and nobody does without one", async () => {
    const { result } = await record(() => ({
      on: budgetPublishers(sharedArgs({ budgetEnabled: "true", budgetUsd: "1" }).stack, "monitoring-budget"),
      off: budgetPublishers(sharedArgs().stack, "monitoring-budget"),
    }));

    expect(result).to.deep.equal({ on: [{ service: "budgets.amazonaws.com", sourceArn: budgetArn }], off: [] });
  });
});
