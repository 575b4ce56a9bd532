import { awsTypes } from "../../../aws/resource-types";
import { resourceRule, stackRule } from "../../engine/define";
import { checkNotifiedTopics } from "../../metrics/alerted-topics";

const { anomalyMonitor, anomalySubscription } = awsTypes.costexplorer;

/** USD. A bill that is this much dearer than usual should have been heard of. */
const LARGEST_SILENT_USD = 1_000;

export const anomaliesOfEveryService = resourceRule({
  name: "anomalies-of-every-service",
  concern: "cost",
  description: "A monitor of unusual costs looks at every AWS service.",
  rationale:
    "A leaked credential spends where the program has nothing: a monitor of chosen accounts, tags or categories does not see it. Source: Cost Management guide, Detecting unusual spend.",
  remediation: 'Set monitorType "DIMENSIONAL" and monitorDimension "SERVICE".',
  controls: ["cost.anomalies"],
  severity: "low",
  types: [anomalyMonitor],
  check(monitor, { report }) {
    for (const [property, value] of Object.entries({ monitorType: "DIMENSIONAL", monitorDimension: "SERVICE" })) {
      const found = monitor.text(property);
      if (found !== value) report(monitor, property, found, value);
    }
  },
});

export const anomaliesNotifyAtOnce = resourceRule({
  name: "anomalies-notify-at-once",
  concern: "cost",
  description: "Unusual costs are notified at once, to a topic, from an amount in USD that somebody would miss.",
  rationale:
    "Costs are up to a day old when AWS sees them: a daily or weekly summary adds to that, and comes by email alone. A share of the costs before says nothing where they are small. Source: Cost Explorer API reference, AnomalySubscription.",
  remediation: `Set frequency "IMMEDIATE", subscribers of type SNS, and a thresholdExpression on ANOMALY_TOTAL_IMPACT_ABSOLUTE of 1 to ${LARGEST_SILENT_USD} USD.`,
  controls: ["cost.anomalies"],
  severity: "low",
  types: [anomalySubscription],
  check(subscription, { report }) {
    const frequency = subscription.text("frequency");
    if (frequency !== "IMMEDIATE") report(subscription, "frequency", frequency, "IMMEDIATE");
    const subscribers = subscription.list("subscribers").map((_, index) => index);
    if (subscribers.length === 0)
      report(subscription, "subscribers", subscription.value("subscribers"), "at least one topic");
    for (const index of subscribers) {
      const type = subscription.text(`subscribers.${index}.type`);
      // AWS refuses email with IMMEDIATE.
      if (type !== "SNS") report(subscription, `subscribers.${index}.type`, type, "SNS");
    }
    const at = "thresholdExpression.dimension";
    const key = subscription.text(`${at}.key`);
    if (key !== "ANOMALY_TOTAL_IMPACT_ABSOLUTE")
      report(subscription, `${at}.key`, key, "ANOMALY_TOTAL_IMPACT_ABSOLUTE");
    const [option, ...options] = subscription.texts(`${at}.matchOptions`);
    if (option !== "GREATER_THAN_OR_EQUAL" || options.length > 0)
      report(
        subscription,
        `${at}.matchOptions`,
        subscription.value(`${at}.matchOptions`),
        "GREATER_THAN_OR_EQUAL alone",
      );
    const [usd, ...more] = subscription.texts(`${at}.values`).map(Number);
    if (usd === undefined || !(usd >= 1 && usd <= LARGEST_SILENT_USD) || more.length > 0)
      report(subscription, `${at}.values`, subscription.value(`${at}.values`), `one of 1 to ${LARGEST_SILENT_USD}`);
  },
});

export const anomaliesReachTheirTopic = stackRule({
  name: "anomalies-reach-their-topic",
  concern: "cost",
  description:
    "Unusual costs are notified to topics of the stack that alarms notify too, and whose policy lets Cost Anomaly Detection in.",
  rationale:
    "It publishes by itself and says nothing when it may not. Source: Cost Management guide, Creating an Amazon SNS topic for anomaly notifications.",
  remediation:
    "Let subscribers name the alerts topic, and allow costalerts.amazonaws.com with the subscription's ARN in its policy.",
  controls: ["cost.anomalies"],
  severity: "medium",
  async check(stack, context) {
    await checkNotifiedTopics(stack, context, {
      type: anomalySubscription,
      service: "costalerts.amazonaws.com",
      paths: (subscription) => subscription.list("subscribers").map((_, index) => `subscribers.${index}.address`),
    });
    // Without a monitor there is nothing that could be notified.
    await context.each(stack.ofType(anomalySubscription), (subscription) => {
      const paths = subscription.list("monitorArnLists").map((_, index) => `monitorArnLists.${index}`);
      const wanted = "the ARN of a monitor of this stack";
      if (paths.length === 0) context.report(subscription, "monitorArnLists", undefined, wanted);
      for (const path of paths)
        if (stack.named(subscription, path, anomalyMonitor).length === 0)
          context.report(subscription, path, subscription.value(path), wanted);
    });
  },
});
