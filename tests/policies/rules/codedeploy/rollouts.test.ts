import {
  aliasIsMovedByRolloutsOnly,
  rolloutGoesBack,
  rolloutShiftsCalls,
  rolloutWatchesItsFunction,
} from "../../../../policies/rules/codedeploy/rollouts";
import { type Change, chain, change, drop, resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { functionArn, rolledOut as valid } from "../../../support/policies/shops/rolled-out";
import { alarmType } from "../../../support/policies/shops/watched";

const group = "sender-rollout";
const alarm = "sender-rollout-alarm";
const events = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"] as const;
const notified = ["DeploymentFailure", "DeploymentStop", "DeploymentRollback"] as const;

/** The function reads a queue, and an alarm on its pipeline's retries takes back its versions. */
function consuming(alarmInputs: Readonly<Record<string, unknown>>): Change {
  return (resources) => [
    ...chain(
      set("sender", "environment", { variables: { ENVIRONMENT: "prod", SERVICE: "confirmations" } }),
      set(group, "alarmConfiguration.alarms", ["sender-rollout-alarm-prod", "retries-rollout-alarm-prod"]),
    )(resources),
    resource("aws:lambda/eventSourceMapping:EventSourceMapping", "sender-mapping", {
      functionName: `${functionArn}:live`,
      eventSourceArn: "arn:aws:sqs:eu-central-1:123456789012:queue-prod",
    }),
    resource(alarmType, "retries-rollout-alarm", {
      name: "retries-rollout-alarm-prod",
      namespace: "Backoffice",
      metricName: "RetriesScheduled",
      dimensions: { environment: "prod", service: "confirmations" },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      ...alarmInputs,
    }),
  ];
}

testRule(rolloutGoesBack, {
  valid,
  refuses: {
    ...casesOf(events, (event) => [
      `a roll-out that is not taken back by ${event}`,
      set(
        group,
        "autoRollbackConfiguration.events",
        events.filter((one) => one !== event),
      ),
      new RegExp(`events is .*, wanted ${event} among them`),
    ]),
    ...casesOf(notified, (event) => [
      `a roll-out whose ${event} nobody hears of`,
      set(
        group,
        "triggerConfigurations.0.triggerEvents",
        notified.filter((one) => one !== event),
      ),
      new RegExp(`wanted a trigger of ${event}`),
    ]),
    "events that are switched off": [
      set(group, "autoRollbackConfiguration.enabled", false),
      /autoRollbackConfiguration.enabled is false, wanted true/,
    ],
    "a group that says nothing of going back": [
      drop(group, "autoRollbackConfiguration"),
      /autoRollbackConfiguration.enabled is not set, wanted true/,
    ],
    "alarms that are switched off": [
      set(group, "alarmConfiguration.enabled", false),
      /alarmConfiguration.enabled is false, wanted true/,
    ],
    "going on when alarms cannot be asked for": [
      set(group, "alarmConfiguration.ignorePollAlarmFailure", true),
      /ignorePollAlarmFailure is true, wanted false/,
    ],
    "a trigger to a topic of others": [
      set(group, "triggerConfigurations.0.triggerTargetArn", "arn:aws:sns:eu-central-1:123456789012:alert-prod"),
      /triggerTargetArn is .*:alert-prod, wanted a topic of this stack/,
    ],
    "a trigger without a topic": [
      drop(group, "triggerConfigurations.0.triggerTargetArn"),
      /wanted a trigger of DeploymentFailure/,
    ],
  },
});

testRule(rolloutWatchesItsFunction, {
  valid,
  passes: {
    "an alarm at five errors": set(alarm, "threshold", 4),
    "a consumer with an alarm on its pipeline's retries": consuming({}),
  },
  refuses: {
    "a group of no function": [
      set(group, "deploymentGroupName", "senders-prod"),
      /deploymentGroupName is senders-prod, wanted the name of a function with an alias/,
    ],
    "an alarm that does not exist": [
      set(group, "alarmConfiguration.alarms.0", "sender-alarm-prod"),
      /alarms.0 is sender-alarm-prod, wanted an alarm of this stack/,
    ],
    "no alarm": [set(group, "alarmConfiguration.alarms", []), /alarms is \[\], wanted an alarm at 5 Errors or less/],
    "eleven alarms": [
      set(group, "alarmConfiguration.alarms", Array(11).fill("sender-rollout-alarm-prod")),
      /alarms is 11, wanted at most 10/,
    ],
    "an alarm on all qualifiers": [
      drop(alarm, "dimensions.Resource"),
      group,
      /wanted an alarm at 5 Errors or less of sender-prod, sender-prod:live/,
    ],
    "an alarm on another metric": [set(alarm, "metricName", "Throttles"), group, /wanted an alarm at 5 Errors/],
    "an alarm on another quantity": [set(alarm, "statistic", "Average"), group, /wanted an alarm at 5 Errors/],
    "an alarm at six errors": [set(alarm, "threshold", 5), group, /wanted an alarm at 5 Errors/],
    "an alarm that is always on": [set(alarm, "threshold", -1), group, /wanted an alarm at 5 Errors/],
    "an alarm that is raised by few errors": [
      set(alarm, "comparisonOperator", "LessThanThreshold"),
      group,
      /wanted an alarm at 5 Errors/,
    ],
    "a consumer without an alarm on retries": [
      chain(consuming({}), set(group, "alarmConfiguration.alarms", ["sender-rollout-alarm-prod"])),
      group,
      /wanted an alarm at 5 RetriesScheduled or less of prod, confirmations/,
    ],
    "a consumer with an alarm on another pipeline's retries": [
      consuming({ dimensions: { environment: "prod", service: "shipments" } }),
      group,
      /wanted an alarm at 5 RetriesScheduled/,
    ],
    "a consumer with an alarm at six retries": [
      consuming({ threshold: 5 }),
      "retries-rollout-alarm",
      /threshold is 5, wanted at most 4 that pass in a minute/,
    ],
    "an alarm on five minutes": [set(alarm, "period", 300), /period is 300, wanted 60 seconds/],
    "an alarm on two minutes in a row": [set(alarm, "evaluationPeriods", 2), /evaluationPeriods is 2, wanted 1/],
  },
});

testRule(rolloutShiftsCalls, {
  valid,
  passes: {
    "AWS's own configurations": chain(
      set(group, "deploymentConfigName", "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"),
      without("quarters"),
    ),
    "a canary": chain(
      set("quarters", "deploymentConfigName", "canary-30-percent-7-minutes-prod"),
      set("quarters", "trafficRoutingConfig", {
        type: "TimeBasedCanary",
        timeBasedCanary: { percentage: 30, interval: 7 },
      }),
      set(group, "deploymentConfigName", "canary-30-percent-7-minutes-prod"),
    ),
  },
  refuses: {
    "an application for servers": [drop("rollout", "computePlatform"), /computePlatform is not set, wanted Lambda/],
    "a configuration for servers": [
      set("quarters", "computePlatform", "Server"),
      /computePlatform is Server, wanted Lambda/,
    ],
    "a deployment in place": [
      set(group, "deploymentStyle.deploymentType", "IN_PLACE"),
      /deploymentType is IN_PLACE, wanted BLUE_GREEN/,
    ],
    "a deployment without control of the traffic": [
      drop(group, "deploymentStyle.deploymentOption"),
      /deploymentOption is not set, wanted WITH_TRAFFIC_CONTROL/,
    ],
    "the default, which is for servers": [
      set(group, "deploymentConfigName", "CodeDeployDefault.OneAtATime"),
      /deploymentConfigName is CodeDeployDefault.OneAtATime, wanted a configuration of this stack/,
    ],
    "a configuration that AWS does not have": [
      set(group, "deploymentConfigName", "CodeDeployDefault.LambdaCanary20Percent5Minutes"),
      /wanted a configuration of this stack/,
    ],
    "a configuration without steps": [
      set("quarters", "trafficRoutingConfig.type", "AllAtOnce"),
      /trafficRoutingConfig.type is AllAtOnce, wanted TimeBasedCanary or TimeBasedLinear/,
    ],
    "a step of everything": [
      set("quarters", "trafficRoutingConfig.timeBasedLinear.percentage", 100),
      /percentage is 100, wanted 1 to 99/,
    ],
    "a step without a wait": [
      set("quarters", "trafficRoutingConfig.timeBasedLinear.interval", 0),
      /interval is 0, wanted 1 to 2880/,
    ],
    "other numbers under the same name": [
      set("quarters", "trafficRoutingConfig.timeBasedLinear.interval", 5),
      /deploymentConfigName is linear-25-percent-4-minutes-prod, wanted a name with the number 5 in it/,
    ],
  },
});

const ignoring = (...ignoreChanges: readonly string[]) =>
  change("sender-live", (alias) => ({ ...alias, ignoreChanges }));

testRule(aliasIsMovedByRolloutsOnly, {
  valid,
  passes: {
    "an alias that follows the newest version": chain(
      without(group),
      set("sender-live", "description", "The version that is called"),
      ignoring(),
    ),
  },
  refuses: {
    "a version that nobody moves": [without(group), "sender-live", /wanted a deployment group that moves the alias/],
    "a version that two move": [ignoring(), /ignoreChanges is \[\], wanted functionVersion and routingConfig/],
    "weights that two set": [ignoring("functionVersion"), /wanted functionVersion and routingConfig/],
    "a description, which can be edited": [
      set("sender-live", "description", "The version that is called"),
      /description is The version that is called, wanted nothing/,
    ],
    "weights in the program": [
      set("sender-live", "routingConfig", { additionalVersionWeights: { "2": 0.1 } }),
      /routingConfig is .*, wanted nothing/,
    ],
  },
});
