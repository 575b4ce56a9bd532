import * as pulumi from "@pulumi/pulumi";
import { functionLogicalName, rolledOutEntries } from "../functions";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { arnOf, physicalNameIn } from "../stack";
import { typeToken } from "../type-tokens";
import { type Metric, metricAlarm } from "./alarm";
import { customMetric } from "./alarms/custom";
import { functionMetric, type WatchedFunction } from "./alarms/function";
import { createdFirst } from "./created-first";
import { publishToTopic } from "./grants";
import { policyDocument } from "./policy";
import { grantStatements } from "./role-statements";
import { reportedFailures } from "./rollout-failures";
import { type RolloutSettings, strategyOf } from "./rollout-strategy";
import { serviceRole } from "./service-role";
import type { SharedArgs } from "./shared-args";

export interface RolloutArgs extends SharedArgs {
  readonly settings: RolloutSettings;
}

/** When CodeDeploy goes back by itself: CodeDeploy API reference, "AutoRollbackConfiguration". */
const ROLL_BACK_EVENTS = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"];

/**
 * What shifts the calls of an alias from one version to the next and back: a CodeDeploy application with a deployment group for each
 * function. It deploys nothing by itself, and Pulumi has no resource for a deployment: `npm run ops -- rollout` starts and follows them.
 */
export class Rollout extends pulumi.ComponentResource {
  readonly applicationName: pulumi.Output<string>;
  readonly #args: RolloutArgs;
  readonly #roleArn: pulumi.Output<string>;
  readonly #configName: pulumi.Input<string>;
  readonly #rolePolicy: pulumi.Resource;
  /** Alarms that functions of a pipeline share. */
  readonly #shared = new Map<LogicalName, aws.cloudwatch.MetricAlarm>();

  constructor(name: LogicalName, args: RolloutArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "Rollout"), name, {}, opts);
    const { stack } = args;
    this.#args = args;
    const application = new aws.codedeploy.Application(
      name,
      { name: physicalNameIn(stack, "codeDeploy", name), computePlatform: "Lambda", tags: stack.tags },
      { parent: this },
    );
    this.#configName = deploymentConfigName(args, this);
    const { role, policy } = rolloutRole(name, args, this);
    this.#roleArn = role.arn;
    this.#rolePolicy = policy;
    this.applicationName = application.name;
    this.registerOutputs({ applicationName: this.applicationName });
  }

  /** Declares how calls of a function's alias are shifted, and which alarms take them back. The group has the function's name. */
  add({ logicalName, target, resource }: WatchedFunction): void {
    const { stack, alertsTopicArn } = this.#args;
    const summary = `Calls of the function ${target.functionName} fail, which takes back a version that is being rolled out.`;
    const errors = functionMetric(target, "Errors", "Sum", MINUTE);
    const alarms = [
      this.#alarm(alarmLogicalName(logicalName), summary, errors, resource),
      ...reportedFailures(logicalName).map((each) => {
        const { logicalName: name } = each;
        const alarm =
          this.#shared.get(name) ?? this.#alarm(name, each.summary, customMetric(stack, each, MINUTE), this);
        this.#shared.set(name, alarm);
        return alarm;
      }),
    ];
    new aws.codedeploy.DeploymentGroup(
      `${logicalName}-rollout`,
      {
        appName: this.applicationName,
        deploymentGroupName: target.functionName,
        serviceRoleArn: this.#roleArn,
        deploymentConfigName: this.#configName,
        deploymentStyle: { deploymentType: "BLUE_GREEN", deploymentOption: "WITH_TRAFFIC_CONTROL" },
        autoRollbackConfiguration: { enabled: true, events: ROLL_BACK_EVENTS },
        alarmConfiguration: { enabled: true, alarms: alarms.map(({ name }) => name), ignorePollAlarmFailure: false },
        // Who follows a roll-out may have gone home.
        triggerConfigurations: [
          {
            triggerName: "rolled-back",
            triggerEvents: ["DeploymentFailure", "DeploymentStop", "DeploymentRollback"],
            triggerTargetArn: alertsTopicArn,
          },
        ],
        tags: stack.tags,
      },
      { parent: resource, dependsOn: [this.#rolePolicy] },
    );
  }

  #alarm(name: LogicalName, summary: string, metric: Metric, parent: pulumi.Resource): aws.cloudwatch.MetricAlarm {
    const { failedCalls: threshold } = this.#args.settings;
    return metricAlarm(
      name,
      this.#args,
      {
        summary,
        runbook: "rolled-back",
        metric,
        comparison: ">=",
        threshold,
        periods: 1,
        missingData: "notBreaching",
        actor: "rollout",
      },
      parent,
    );
  }
}

/** Our other alarms look at ten minutes: a canary of five is over by then. In seconds. */
const MINUTE = 60;

function deploymentConfigName({ stack, settings }: RolloutArgs, parent: pulumi.Resource): pulumi.Input<string> {
  const strategy = strategyOf(settings);
  if ("predefined" in strategy) return strategy.predefined;
  const { logicalName, type, percentage, interval } = strategy;
  const shift = { percentage, interval };
  return new aws.codedeploy.DeploymentConfig(
    logicalName,
    {
      deploymentConfigName: physicalNameIn(stack, "codeDeploy", logicalName),
      computePlatform: "Lambda",
      trafficRoutingConfig: {
        type,
        ...(type === "TimeBasedCanary" ? { timeBasedCanary: shift } : { timeBasedLinear: shift }),
      },
    },
    // AWS refuses to delete one that a group still names.
    { parent, ...createdFirst },
  ).deploymentConfigName;
}

/**
 * Moves aliases, asks for alarms, and notifies people of what it took back. AWS's own policy for it (`AWSCodeDeployRoleForLambdaLimited`) may move every
 * alias of the account.
 */
function rolloutRole(name: LogicalName, { stack, key, alertsTopicArn }: RolloutArgs, parent: pulumi.Resource) {
  const description = "What CodeDeploy may do to shift calls between versions of the functions";
  const role = serviceRole(`${name}-role`, stack, { service: "codedeploy.amazonaws.com", description }, { parent });
  const names = rolledOutEntries.map(functionLogicalName);
  const functions = names.map((each) => arnOf(stack, "lambda", `function:${physicalNameIn(stack, "function", each)}`));
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      name: physicalNameIn(stack, "policy", `${name}-policy`),
      role: role.name,
      policy: policyDocument([
        { Effect: "Allow", Action: ["lambda:GetAlias", "lambda:UpdateAlias"], Resource: functions },
        {
          Effect: "Allow",
          Action: "lambda:GetProvisionedConcurrencyConfig",
          Resource: functions.map((arn) => pulumi.interpolate`${arn}:*`),
        },
        {
          Effect: "Allow",
          Action: "cloudwatch:DescribeAlarms",
          Resource: alarmNames(names).map((each) =>
            arnOf(stack, "cloudwatch", `alarm:${physicalNameIn(stack, "alarm", each)}`),
          ),
        },
        ...grantStatements(stack, key.arn, [publishToTopic(alertsTopicArn)]),
      ]),
    },
    { parent },
  );
  return { role, policy };
}

/** Every alarm that takes back versions of these functions, once. */
function alarmNames(functions: readonly LogicalName[]): readonly LogicalName[] {
  const shared = functions.flatMap((each) => reportedFailures(each).map(({ logicalName }) => logicalName));
  return [...functions.map(alarmLogicalName), ...new Set(shared)];
}

function alarmLogicalName(logicalName: LogicalName): LogicalName {
  return `${logicalName}-rollout-alarm`;
}
