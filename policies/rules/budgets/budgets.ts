import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { tagOf } from "../../conventions/stack-environment";
import { resourceRule, stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Report } from "../../engine/rule";
import { checkNotifiedTopics } from "../../metrics/alerted-topics";

const budgetType = awsTypes.budgets.budget;

export const stackHasBudget = stackRule({
  name: "stack-has-budget",
  concern: "cost",
  description: "A stack that runs functions has a budget.",
  rationale:
    "A loop, a leaked token or a forgotten load test costs by the call, and the bill that shows it comes a month later. Source: AWS's guide Managing your costs with AWS Budgets.",
  remediation: "Switch the setting budgetEnabled on.",
  controls: ["cost.budget"],
  severity: "low",
  parameters: {
    required: z.boolean().default(true).describe("Whether this stack must have one."),
  },
  async check(stack, { each, report, parameters: { required } }) {
    if (!required || stack.ofType(budgetType).length > 0) return;
    // Reported once, at the first: it is the stack that lacks it.
    await each(stack.ofType(awsTypes.lambda.function).slice(0, 1), (fn) =>
      report(fn, "budget", undefined, "a budget in the stack"),
    );
  },
});

export const budgetCountsTheStack = resourceRule({
  name: "budget-counts-the-stack",
  concern: "cost",
  description: "A budget has a monthly limit in money, on what carries the stack's tag Environment.",
  rationale:
    "AWS takes any filter: one that names the tag without `user:` in front, or another value, counts 0 USD for ever, and one without a filter counts other people's stacks. Source: Budgets API reference, Budget and CostFilters.",
  remediation:
    'Set budgetType "COST", timeUnit "MONTHLY", a limitAmount in USD, and the one costFilter TagKeyValue with the value user:Environment$<environment>.',
  controls: ["cost.budget"],
  severity: "medium",
  types: [budgetType],
  check(budget, { report }) {
    const wanted = { budgetType: "COST", timeUnit: "MONTHLY", limitUnit: "USD" };
    for (const [property, value] of Object.entries(wanted)) {
      const found = budget.text(property);
      if (found !== value) report(budget, property, found, value);
    }
    const limit = budget.value("limitAmount");
    if (typeof limit !== "string" || !(Number(limit) > 0))
      report(budget, "limitAmount", limit, "an amount above 0, as text");
    const tag = `user:Environment$${tagOf(budget, "Environment") ?? ""}`;
    const [filter, ...others] = budget.list("costFilters").map((_, index) => ({
      name: budget.text(`costFilters.${index}.name`),
      values: budget.texts(`costFilters.${index}.values`),
    }));
    const right = filter?.name === "TagKeyValue" && filter.values.length === 1 && filter.values[0] === tag;
    if (!right || others.length > 0)
      report(budget, "costFilters", budget.value("costFilters"), `TagKeyValue ${tag} alone`);
  },
});

export const budgetTellsActualAndForecast = resourceRule({
  name: "budget-tells-actual-and-forecast",
  concern: "cost",
  description: "Budgets notify people and a topic of actual and of forecasted costs, before these are over the limit.",
  rationale:
    "A budget without notifications informs nobody; one with actual costs alone informs when the money is spent. A topic alone can fail in silence: by its policy, by its key.",
  remediation:
    "Give the budget notifications of type ACTUAL and FORECASTED, GREATER_THAN at most 100 PERCENTAGE, each with an email address and a topic.",
  controls: ["cost.budget"],
  severity: "low",
  types: [budgetType],
  check(budget, { report }) {
    const notifications = budget.list("notifications").map((_, index) => index);
    for (const index of notifications) checkNotification(budget, index, report);
    const notified = notifications.flatMap((index) => budget.text(`notifications.${index}.notificationType`) ?? []);
    for (const type of ["ACTUAL", "FORECASTED"]) {
      if (!notified.includes(type)) report(budget, "notifications", notified, `one of type ${type}`);
    }
  },
});

function checkNotification(budget: Resource, index: number, report: Report): void {
  const at = `notifications.${index}`;
  const type = budget.text(`${at}.notificationType`);
  if (type !== "ACTUAL" && type !== "FORECASTED")
    report(budget, `${at}.notificationType`, type, "ACTUAL or FORECASTED");
  for (const [property, value] of Object.entries({ comparisonOperator: "GREATER_THAN", thresholdType: "PERCENTAGE" })) {
    const found = budget.text(`${at}.${property}`);
    if (found !== value) report(budget, `${at}.${property}`, found, value);
  }
  const threshold = budget.number(`${at}.threshold`);
  if (threshold === undefined || threshold <= 0 || threshold > 100)
    report(budget, `${at}.threshold`, threshold, "more than 0, at most 100");
  // A topic's ARN may be unknown in a first preview: that it is given is enough.
  for (const list of ["subscriberEmailAddresses", "subscriberSnsTopicArns"]) {
    const found = budget.value(`${at}.${list}`);
    if (!Array.isArray(found) || found.length === 0) report(budget, `${at}.${list}`, found, "at least one");
  }
}

export const budgetReachesItsTopic = stackRule({
  name: "budget-reaches-its-topic",
  concern: "cost",
  description: "A budget notifies topics of the stack that alarms notify too, and whose policy lets AWS Budgets in.",
  rationale:
    "AWS Budgets publishes by itself and says nothing when it may not; a topic that nobody reads for alarms has no readers for the bill either. Source: AWS's guide, Creating an Amazon SNS topic for budget notifications.",
  remediation:
    "Let subscriberSnsTopicArns name the alerts topic, and allow budgets.amazonaws.com with the budget's ARN in its policy.",
  controls: ["cost.budget"],
  severity: "medium",
  check: (stack, context) =>
    checkNotifiedTopics(stack, context, {
      type: budgetType,
      service: "budgets.amazonaws.com",
      paths: topicPaths,
    }),
});

function topicPaths(budget: Resource): readonly string[] {
  return budget
    .list("notifications")
    .flatMap((_, at) =>
      budget
        .list(`notifications.${at}.subscriberSnsTopicArns`)
        .map((__, index) => `notifications.${at}.subscriberSnsTopicArns.${index}`),
    );
}
