import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { metricNamespace, metrics } from "../../../functions/contracts/metric-catalog";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Problem } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { indexes, readAlarm } from "../../metrics/alarm";
import { tolerated } from "../../metrics/tolerance";
import { calleeOf, environmentOf } from "../../wiring/functions";
import { aliasOf, rollbackAlarmsOf } from "../../wiring/rollout";

/** Alarms of a deployment group: CodeDeploy API reference, "AlarmConfiguration". */
const MOST_ALARMS = 10;

const rollbackEvents = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"];
const notifiedEvents = ["DeploymentFailure", "DeploymentRollback", "DeploymentStop"];

export const rolloutGoesBack = stackRule({
  name: "rollout-goes-back",
  concern: "reliability",
  description:
    "A roll-out is taken back when it fails, when an alarm is raised and when somebody stops it, and people are notified.",
  rationale:
    "Without an event in the list CodeDeploy stops half-way and leaves the calls shared between two versions; without a trigger nobody is notified who does not watch. Source: CodeDeploy's API reference, AutoRollbackConfiguration and AlarmConfiguration.",
  remediation:
    "Enable autoRollbackConfiguration with its three events and alarmConfiguration with alarms, leave ignorePollAlarmFailure false, and add a trigger for failure, stop and roll-back.",
  controls: ["rollout.back"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.codedeploy.deploymentGroup), (group) => {
      for (const property of ["autoRollbackConfiguration.enabled", "alarmConfiguration.enabled"])
        if (group.flag(property) !== true) report(group, property, group.value(property), "true");
      if (group.flag("alarmConfiguration.ignorePollAlarmFailure") === true)
        report(group, "alarmConfiguration.ignorePollAlarmFailure", true, "false: it would go on blind");
      const events = group.texts("autoRollbackConfiguration.events");
      for (const event of rollbackEvents.filter((name) => !events.includes(name)))
        report(group, "autoRollbackConfiguration.events", events, `${event} among them`);
      const notified = indexes(group, "triggerConfigurations").flatMap((index) => {
        const path = `triggerConfigurations.${index}`;
        const topics = stack.named(group, `${path}.triggerTargetArn`, awsTypes.sns.topic);
        if (topics.length > 0) return group.texts(`${path}.triggerEvents`);
        const found = group.value(`${path}.triggerTargetArn`);
        report(group, `${path}.triggerTargetArn`, found, "a topic of this stack");
        return [];
      });
      for (const event of notifiedEvents.filter((name) => !notified.includes(name)))
        report(group, "triggerConfigurations", notified, `a trigger of ${event}`);
    });
  },
});

export const rolloutWatchesItsFunction = stackRule({
  name: "rollout-watches-its-function",
  concern: "reliability",
  description:
    "What takes back a roll-out are alarms on the errors of the alias that it moves, minute by minute, and on the retries of its pipeline where it reads a queue or a stream.",
  rationale:
    "An alarm on another function, on all qualifiers, or on ten minutes lets a bad version through: a canary of five minutes is over by then. One that hands messages back has no errors at all. A group is named after its function, for nothing else in it says whose it is.",
  remediation:
    "Name the group after the function, and in alarmConfiguration an alarm on Errors with FunctionName and Resource, one period of 60 seconds; for a function with an event source mapping another one on RetriesScheduled.",
  controls: ["rollout.alarms"],
  severity: "high",
  parameters: {
    failedCalls: z.int().min(0).default(4).describe("Most failed calls in a minute that do not take back a roll-out."),
  },
  async check(stack, { each, report, parameters }) {
    await each(stack.ofType(awsTypes.codedeploy.deploymentGroup), (group) => {
      const alias = aliasOf(stack, group);
      if (alias === undefined) {
        report(group, "deploymentGroupName", group.text("deploymentGroupName"), "the name of a function with an alias");
        return;
      }
      const found = rollbackAlarmsOf(stack, group);
      for (const { path, alarm } of found) {
        if (alarm === undefined) report(group, path, group.value(path), "an alarm of this stack");
        else for (const { property, found: value, wanted } of lateness(alarm)) report(alarm, property, value, wanted);
      }
      const alarms = found.flatMap(({ alarm }) => alarm ?? []);
      if (found.length > MOST_ALARMS)
        report(group, "alarmConfiguration.alarms", found.length, `at most ${MOST_ALARMS}`);
      const { failedCalls } = parameters;
      for (const alarm of alarms.filter((each) => readAlarm(each).metrics[0]?.namespace === metricNamespace)) {
        const passed = tolerated(alarm, { unit: "calls" }) ?? Number.POSITIVE_INFINITY;
        if (passed > failedCalls) report(alarm, "threshold", passed, `at most ${failedCalls} that pass in a minute`);
      }
      const wanted = [{ namespace: "AWS/Lambda", name: "Errors", dimensions: dimensionsOf(group, alias) }];
      const consumer = consumerOf(stack, alias);
      if (consumer !== undefined)
        wanted.push({
          namespace: metricNamespace,
          name: metrics.retriesScheduled.name,
          dimensions: commonDimensionsOf(consumer),
        });
      for (const metric of wanted.filter((each) => !alarms.some((alarm) => sees(alarm, each, failedCalls))))
        report(
          group,
          "alarmConfiguration.alarms",
          alarms.map(({ name }) => name),
          `an alarm at ${failedCalls + 1} ${metric.name} or less of ${Object.values(metric.dimensions).join(", ")}`,
        );
    });
  },
});

function dimensionsOf(group: Resource, alias: Resource): Readonly<Record<string, string>> {
  const FunctionName = group.text("deploymentGroupName") ?? "";
  return { FunctionName, Resource: `${FunctionName}:${alias.text("name")}` };
}

function lateness(alarm: Resource): readonly Problem[] {
  const periods = alarm.number("evaluationPeriods");
  return [
    ...readAlarm(alarm).metrics.flatMap(({ path, period }) =>
      period === 60
        ? []
        : [{ property: path === "" ? "period" : `${path}.period`, found: period, wanted: "60 seconds" }],
    ),
    ...(periods === 1 ? [] : [{ property: "evaluationPeriods", found: periods, wanted: "1" }]),
  ];
}

interface WatchedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The function behind an alias, if Lambda reads a queue or a stream for it: it reports what fails, and does not fail itself. */
function consumerOf(stack: Stack, alias: Resource): Resource | undefined {
  return stack
    .ofType(awsTypes.lambda.eventSourceMapping)
    .map((mapping) => calleeOf(stack, mapping, "functionName"))
    .find((callee) => callee?.alias === alias)?.function;
}

/** Dimensions of what a function counts by its pipeline. */
function commonDimensionsOf(lambda: Resource): Readonly<Record<string, string>> {
  const variables = environmentOf(lambda);
  return { environment: variables.get("ENVIRONMENT") ?? "", service: variables.get("SERVICE") ?? "" };
}

function sees(alarm: Resource, { namespace, name, dimensions }: WatchedMetric, most: number): boolean {
  const { metrics: found, expression } = readAlarm(alarm);
  const [metric] = found;
  if (metric === undefined || found.length > 1 || expression !== undefined) return false;
  const sorted = (all: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(all).sort());
  const passed = tolerated(alarm, { unit: "calls" }) ?? Number.POSITIVE_INFINITY;
  return (
    metric.namespace === namespace &&
    metric.name === name &&
    metric.statistic === "Sum" &&
    sorted(metric.dimensions) === sorted(dimensions) &&
    passed >= 0 &&
    passed <= most
  );
}

export const rolloutShiftsCalls = stackRule({
  name: "rollout-shifts-calls",
  concern: "reliability",
  description: "CodeDeploy shifts calls of Lambda aliases, by a configuration that exists, in steps that end.",
  rationale:
    "Application, group and configuration each have a default that is for servers, and CodeDeploy says so only when the first deployment is asked for. A configuration cannot be changed: one whose name does not say its numbers is taken for the old one. Source: CodeDeploy's user guide, deployment configurations on Lambda.",
  remediation:
    "Set computePlatform Lambda on application and configuration, BLUE_GREEN and WITH_TRAFFIC_CONTROL on the group, and name a configuration for Lambda.",
  controls: ["rollout.shift"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.codedeploy.application, awsTypes.codedeploy.deploymentConfig), (resource) => {
      const found = resource.text("computePlatform");
      if (found !== "Lambda") report(resource, "computePlatform", found, "Lambda");
    });
    await each(stack.ofType(awsTypes.codedeploy.deploymentConfig), (config) => {
      for (const { property, found, wanted } of shiftProblems(config)) report(config, property, found, wanted);
    });
    await each(stack.ofType(awsTypes.codedeploy.deploymentGroup), (group) => {
      const style = { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" };
      for (const [property, wanted] of Object.entries(style)) {
        const found = group.text(`deploymentStyle.${property}`);
        if (found !== wanted) report(group, `deploymentStyle.${property}`, found, wanted);
      }
      const found = group.text("deploymentConfigName");
      if (
        !isPredefined(found) &&
        stack.named(group, "deploymentConfigName", awsTypes.codedeploy.deploymentConfig).length === 0
      )
        report(group, "deploymentConfigName", found, "a configuration of this stack, or AWS's own for Lambda");
    });
  },
});

/** AWS's own: CodeDeploy user guide, "Predefined deployment configurations for an AWS Lambda compute platform". */
function isPredefined(name: string | undefined): boolean {
  return /^CodeDeployDefault\.Lambda(AllAtOnce|Canary10Percent(5|10|15|30)Minutes|Linear10PercentEvery(1Minute|2Minutes|3Minutes|10Minutes))$/.test(
    name ?? "",
  );
}

const shifts = [
  ["TimeBasedCanary", "timeBasedCanary"],
  ["TimeBasedLinear", "timeBasedLinear"],
] as const;

function shiftProblems(config: Resource): readonly Problem[] {
  const type = config.text("trafficRoutingConfig.type");
  const property = shifts.find(([name]) => name === type)?.[1];
  if (property === undefined)
    return [{ property: "trafficRoutingConfig.type", found: type, wanted: "TimeBasedCanary or TimeBasedLinear" }];
  const name = config.text("deploymentConfigName") ?? "";
  const bounds = { percentage: 99, interval: 2_880 };
  return Object.entries(bounds).flatMap(([number, most]): readonly Problem[] => {
    const path = `trafficRoutingConfig.${property}.${number}`;
    const found = config.number(path);
    if (found === undefined || found < 1 || found > most) return [{ property: path, found, wanted: `1 to ${most}` }];
    return name.split(/\D+/).includes(String(found))
      ? []
      : [{ property: "deploymentConfigName", found: name, wanted: `a name with the number ${found} in it` }];
  });
}

export const aliasIsMovedByRolloutsOnly = stackRule({
  name: "alias-is-moved-by-rollouts-only",
  concern: "reliability",
  description:
    "An alias whose version Pulumi ignores is moved by a deployment group, has its weights ignored too, and nothing else that could be edited.",
  rationale:
    "Each update of an alias sends version and weights, which Pulumi takes from its state when they are ignored: an edited description throws the alias back to a version of the past. Without a group nothing ever moves it. Source: terraform-provider-aws, lambda/alias.go.",
  remediation:
    "Ignore functionVersion and routingConfig, or neither; leave description and routingConfig out; declare a deployment group with the function's name.",
  controls: ["rollout.alias"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(awsTypes.lambda.alias), (alias) => {
      const group = groupOf(stack, alias);
      const ignored = ["functionVersion", "routingConfig"].filter((name) => alias.options.ignoreChanges.includes(name));
      if (group === undefined && ignored.length === 0) return;
      if (group === undefined)
        report(alias, "ignoreChanges", ignored, "a deployment group that moves the alias, or nothing ignored");
      if (ignored.length < 2)
        report(alias, "ignoreChanges", alias.options.ignoreChanges, "functionVersion and routingConfig");
      for (const property of ["description", "routingConfig"]) {
        const found = alias.value(property);
        if (isSet(found)) report(alias, property, found, "nothing: an update would move the alias");
      }
    });
  },
});

function groupOf(stack: Stack, alias: Resource): Resource | undefined {
  return stack.ofType(awsTypes.codedeploy.deploymentGroup).find((group) => aliasOf(stack, group) === alias);
}

/** In a provider's state stand empty texts and objects where nothing was set. */
function isSet(value: unknown): boolean {
  return typeof value === "object" && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
