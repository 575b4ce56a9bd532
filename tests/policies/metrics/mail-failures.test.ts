// The other way of hearing what became of mails: SES counts failures, and alarms look at the counts.
import type { Resource } from "../../../local/policies/requests";
import { mailFeedbackComesBack } from "../../../policies/rules/observability/mail-feedback-comes-back";
import { drop, resource, set, without } from "../../support/policies/resources";
import { testRule } from "../../support/policies/rule-cases";
import { alarm, alarmType, setType as type } from "../rules/observability/watched";

const destinationType = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const dimensions = { "ses:configuration-set": "mails-prod" };
const dimensionPath = "eventDestination.cloudWatchDestination.dimensionConfigurations";
const bySet = {
  dimensionName: "ses:configuration-set",
  dimensionValueSource: "MESSAGE_TAG",
  defaultDimensionValue: "mails-prod",
};
const mails = { type, name: "mails" };
const destination = { type: destinationType, name: "events" };
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
  passing: [
    {
      title: "an alarm for each way to fail",
      resources: [
        ...counted,
        ...["Bounce", "Complaint", "Reject"].map((name) => alarm(name, "AWS/SES", name, dimensions)),
      ],
    },
    { title: "the threshold of one failure, reached", resources: [...counted, reached(together(sum))] },
  ],
  failing: [
    {
      title: "counts without an alarm",
      change: (valid) => without(valid, "failed"),
      ...mails,
      says: saysAlarm("Bounce"),
    },
    {
      title: "an alarm on another set's mails",
      change: () => [...counted, together(sum, { "ses:configuration-set": "others-prod" })],
      ...mails,
      says: saysAlarm("Complaint"),
    },
    {
      title: "an alarm on a dimension that SES does not write",
      change: () => [...counted, together(sum, { ...dimensions, campaign: "none" })],
      ...mails,
      says: saysAlarm("Reject"),
    },
    {
      title: "an alarm that leaves out rejections",
      change: () => [...counted, together("FILL(bounces, 0) + FILL(complaints, 0)")],
      ...mails,
      says: saysAlarm("Reject"),
    },
    {
      title: "a sum that has a gap where one way to fail has no data",
      change: () => [...counted, together("bounces + complaints + rejections")],
      ...mails,
      says: saysAlarm("Bounce"),
    },
    {
      title: "an alarm on an expression that nobody can read",
      change: () => [...counted, together("FILL(bounces, 0) +")],
      ...mails,
      says: saysAlarm("Bounce"),
    },
    ...[
      { title: "an alarm on the second failure", property: "threshold", value: 1 },
      { title: "an alarm on failures in two periods in a row", property: "evaluationPeriods", value: 2 },
      { title: "an alarm on no failures", property: "comparisonOperator", value: "LessThanThreshold" },
      { title: "an alarm on failures of an hour", property: "metricQueries.1.metric.period", value: 3600 },
      { title: "an alarm on mean failures", property: "metricQueries.1.metric.stat", value: "Average" },
      { title: "an alarm on other metrics", property: "metricQueries.1.metric.namespace", value: "Shop" },
    ].map(({ title, property, value }) => ({
      title,
      change: (valid: readonly Resource[]) => set(valid, "failed", property, value),
      ...mails,
      says: saysAlarm("Bounce"),
    })),
    {
      title: "counts of bounces and complaints only",
      change: (valid) => set(valid, "events", "eventDestination.matchingEventTypes", ["BOUNCE", "COMPLAINT"]),
      ...mails,
      says: /wanted an enabled destination for REJECT\./,
    },
    {
      title: "counting that is off",
      change: (valid) => drop(valid, "events", "eventDestination.enabled"),
      ...destination,
      says: /eventDestination\.enabled is not set, wanted true/,
    },
    {
      title: "counts by a tag that no mail has",
      change: (valid) => set(valid, "events", `${dimensionPath}.0.dimensionName`, "campaign"),
      ...destination,
      says: /wanted ses:configuration-set from MESSAGE_TAG, the set's name as default/,
    },
    {
      title: "counts by a header that no mail has",
      change: (valid) => set(valid, "events", `${dimensionPath}.0.dimensionValueSource`, "EMAIL_HEADER"),
      ...destination,
      says: /wanted ses:configuration-set from MESSAGE_TAG/,
    },
    {
      title: "counts that fall to another set's name",
      change: (valid) => set(valid, "events", `${dimensionPath}.0.defaultDimensionValue`, "others-prod"),
      ...destination,
      says: /the set's name as default/,
    },
    {
      title: "counts by a second dimension, which alarms do not have",
      change: (valid) => set(valid, "events", dimensionPath, [bySet, { ...bySet, dimensionName: "campaign" }]),
      ...destination,
      says: /and no other dimension: as alarms have it/,
    },
    {
      title: "a destination that leads nowhere",
      change: (valid) => drop(valid, "events", "eventDestination.cloudWatchDestination"),
      ...destination,
      says: /wanted a topic of this stack that has a subscription/,
    },
  ],
});

/** The same alarm, raised when the value reaches one. */
function reached(failed: Resource): Resource {
  const [changed = failed] = set(
    set([failed], "failed", "comparisonOperator", "GreaterThanOrEqualToThreshold"),
    "failed",
    "threshold",
    1,
  );
  return changed;
}
