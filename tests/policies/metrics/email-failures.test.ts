// The other way of hearing what became of emails: SES counts failures, and alarms look at the counts.

import { mailFeedbackComesBack } from "../../../policies/rules/ses/feedback";
import type { Resource } from "../../../program/policies/requests";
import { chain, drop, resource, set, without } from "../../support/policies/resources";
import { casesOf, testRule } from "../../support/policies/rule-cases";
import { alarm, alarmType, setType as type } from "../../support/policies/shops/watched";

const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const dimensions = { "ses:configuration-set": "mails-prod" };
const dimensionPath = "eventDestination.cloudWatchDestination.dimensionConfigurations";
const bySet = {
  dimensionName: "ses:configuration-set",
  dimensionValueSource: "MESSAGE_TAG",
  defaultDimensionValue: "mails-prod",
};
const saysAlarm = (metric: string) =>
  new RegExp(`wanted an alarm on the first ${metric}, with the dimension ses:configuration-set: mails-prod`);

const counted = [
  resource(type, "mails", { configurationSetName: "mails-prod" }),
  resource(destinationType, "events", {
    configurationSetName: "mails-prod",
    eventDestination: {
      enabled: true,
      matchingEventTypes: ["BOUNCE", "COMPLAINT", "REJECT"],
      cloudWatchDestination: { dimensionConfigurations: [bySet] },
    },
  }),
];
const sum = "FILL(bounces, 0) + FILL(complaints, 0) + FILL(rejections, 0)";

/** One alarm on all failures together. */
function together(expression: string, of: Readonly<Record<string, string>> = dimensions): Resource {
  const queries = Object.entries({ bounces: "Bounce", complaints: "Complaint", rejections: "Reject" }).map(
    ([id, metricName]) => ({
      id,
      returnData: false,
      metric: { namespace: "AWS/SES", metricName, dimensions: of, period: 300, stat: "Sum" },
    }),
  );
  return resource(alarmType, "failed", {
    comparisonOperator: "GreaterThanThreshold",
    evaluationPeriods: 1,
    threshold: 0,
    treatMissingData: "notBreaching",
    metricQueries: [{ id: "result", expression, label: "", returnData: true }, ...queries],
  });
}

testRule(mailFeedbackComesBack, {
  valid: [...counted, together(sum)],
  passes: {
    "an alarm for each way to fail": [
      ...counted,
      ...["Bounce", "Complaint", "Reject"].map((name) => alarm(name, "AWS/SES", name, dimensions)),
    ],
    "a sum that fills nothing: CloudWatch takes what is missing beside a value for 0": [
      ...counted,
      together("bounces + complaints + rejections"),
    ],
    "the threshold of one failure, reached": [...counted, reached(together(sum))],
  },
  refuses: {
    "counts without an alarm": [without("failed"), "mails", saysAlarm("Bounce")],
    "an alarm on another set's emails": [
      () => [...counted, together(sum, { "ses:configuration-set": "others-prod" })],
      "mails",
      saysAlarm("Complaint"),
    ],
    "an alarm on a dimension that SES does not write": [
      () => [...counted, together(sum, { ...dimensions, campaign: "none" })],
      "mails",
      saysAlarm("Reject"),
    ],
    "an alarm that leaves out rejections": [
      () => [...counted, together("FILL(bounces, 0) + FILL(complaints, 0)")],
      "mails",
      saysAlarm("Reject"),
    ],
    "a product, which is 0 where one way to fail has no data": [
      () => [...counted, together("bounces * complaints * rejections")],
      "mails",
      saysAlarm("Bounce"),
    ],
    "an alarm on an expression that nobody can read": [
      () => [...counted, together("FILL(bounces, 0) +")],
      "mails",
      saysAlarm("Bounce"),
    ],
    ...casesOf(
      [
        ["an alarm on the second failure", "threshold", 1],
        ["an alarm on failures in two periods in a row", "evaluationPeriods", 2],
        ["an alarm on no failures", "comparisonOperator", "LessThanThreshold"],
        ["an alarm on failures of an hour", "metricQueries.1.metric.period", 3600],
        ["an alarm on mean failures", "metricQueries.1.metric.stat", "Average"],
        ["an alarm on other metrics", "metricQueries.1.metric.namespace", "Shop"],
      ] as const,
      ([title, property, value]) => [title, set("failed", property, value), "mails", saysAlarm("Bounce")],
    ),
    "counts of bounces and complaints only": [
      set("events", "eventDestination.matchingEventTypes", ["BOUNCE", "COMPLAINT"]),
      "mails",
      /wanted an enabled destination for REJECT\./,
    ],
    "counting that is off": [
      drop("events", "eventDestination.enabled"),
      /eventDestination\.enabled is not set, wanted true/,
    ],
    "counts by a tag that no email has": [
      set("events", `${dimensionPath}.0.dimensionName`, "campaign"),
      /wanted ses:configuration-set from MESSAGE_TAG, the set's name as default/,
    ],
    "counts by a header that no email has": [
      set("events", `${dimensionPath}.0.dimensionValueSource`, "EMAIL_HEADER"),
      /wanted ses:configuration-set from MESSAGE_TAG/,
    ],
    "counts that fall to another set's name": [
      set("events", `${dimensionPath}.0.defaultDimensionValue`, "others-prod"),
      /the set's name as default/,
    ],
    "counts by a second dimension, which alarms do not have": [
      set("events", dimensionPath, [bySet, { ...bySet, dimensionName: "campaign" }]),
      /and no other dimension: as alarms have it/,
    ],
    "a destination that leads nowhere": [
      drop("events", "eventDestination.cloudWatchDestination"),
      /wanted a topic of this stack that has a subscription/,
    ],
  },
});

/** The same alarm, raised when the value reaches one. */
function reached(failed: Resource): Resource {
  const [changed = failed] = chain(
    set("failed", "comparisonOperator", "GreaterThanOrEqualToThreshold"),
    set("failed", "threshold", 1),
  )([failed]);
  return changed;
}
