import * as pulumi from "@pulumi/pulumi";
import type { BudgetLimit } from "../config/budget";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import type { ServicePrincipal } from "./service-principal";
import type { Topic } from "./topic";

export interface BudgetArgs {
  readonly stack: StackContext;
  readonly limit: BudgetLimit;
  /** Notified beside `alertEmail`, whose emails need no topic: what is wrong with the topic does not silence them. */
  readonly topic: Topic;
}

/** When somebody is notified: of actual costs, and of what the month is going to come to. Shares of the limit in percent. */
const notifications = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  // AWS forecasts once it has about five weeks of history.
  { notificationType: "FORECASTED", threshold: 100 },
] as const;

/** A monthly budget of everything that has the stack's tag `Environment`. */
export class Budget extends pulumi.ComponentResource {
  /** The limit and where it comes from, as one line. */
  readonly description: string;

  constructor(name: LogicalName, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "Budget"), name, {}, opts);
    const { stack, limit, topic } = args;
    new aws.budgets.Budget(
      name,
      {
        name: physicalNameIn(stack, "budget", name),
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(limit.usd),
        limitUnit: "USD",
        // Tags that people give are filtered by with `user:` in front; without it the budget counts nothing, for ever.
        costFilters: [{ name: "TagKeyValue", values: [`user:Environment$${stack.tags.Environment}`] }],
        notifications: notifications.map((notification) => ({
          ...notification,
          comparisonOperator: "GREATER_THAN",
          thresholdType: "PERCENTAGE",
          subscriberEmailAddresses: [stack.config.alertEmail],
          subscriberSnsTopicArns: [topic.arn],
        })),
        tags: stack.tags,
      },
      // AWS tries the topic when the budget is made.
      { parent: this, dependsOn: [topic.policy] },
    );
    this.description = `${limit.usd} USD a month: ${limit.basis}`;
    this.registerOutputs({ description: this.description });
  }
}

/** Who publishes for the budget, to its topic and with the topic's key; nobody without a budget. */
export function budgetPublishers(stack: StackContext, name: LogicalName): readonly ServicePrincipal[] {
  if (!stack.config.budgetEnabled) return [];
  // AWS's page ends the ARN with `:*`; this is the ARN of the one budget. Source: Billing guide, "Creating an Amazon SNS topic for budget notifications".
  const budget = pulumi.interpolate`arn:${stack.partition}:budgets::${stack.accountId}:budget/${physicalNameIn(stack, "budget", name)}`;
  return [{ service: "budgets.amazonaws.com", sourceArn: budget }];
}
