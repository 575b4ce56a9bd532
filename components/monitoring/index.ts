import * as pulumi from "@pulumi/pulumi";
import { errorLogAlarm } from "../blocks/alarms/error-log";
import {
  configuredThresholds,
  type FunctionTarget,
  functionAlarms,
  type WatchedFunction,
  type Watcher,
  type WatchThresholds,
} from "../blocks/alarms/function";
import type { Backup } from "../blocks/backup";
import { Budget, budgetPublishers } from "../blocks/budget";
import { anomalyPublishers, CostAnomalies } from "../blocks/cost-anomalies";
import type { DeclaredDashboard } from "../blocks/dashboard";
import { type EmailSubscription, emailSubscription } from "../blocks/email-subscription";
import type { EncryptionKey, KeyServicePrincipal } from "../blocks/encryption-key";
import type { FunctionSharedArgs, LambdaFunction } from "../blocks/function";
import type { SharedArgs } from "../blocks/shared-args";
import { Table } from "../blocks/table";
import { Topic } from "../blocks/topic";
import { budgetLimit } from "../config/budget";
import { foreignLogicalName, type LogicalName } from "../naming";
import { pipelines } from "../pipelines";
import { alarmArns, type StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { functionsDashboard } from "./dashboard";
import { overviewDashboard, type PipelineSummary } from "./overview";
import { simulatorFunction } from "./simulator";

export interface MonitoringArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
  readonly bundles: FunctionSharedArgs["bundles"];
  /** Private network that functions stand in. @default none */
  readonly network?: FunctionSharedArgs["network"];
}

const BUDGET = "monitoring-budget";

/** Where alarms go. */
interface AlertsTopic {
  readonly topic: Topic;
  /** Who reads it by email. */
  readonly people: EmailSubscription;
}

/** What every other pipeline reports to: the topic of alarms, the table of errors, and who watches the functions. */
export class Monitoring extends pulumi.ComponentResource implements Watcher {
  readonly alerts: AlertsTopic;
  readonly alertsTopicArn: pulumi.Output<string>;
  readonly errorTable: Table;
  /** Fails on purpose. Not everywhere: see `simulatorEnabled`. */
  readonly simulator: LambdaFunction | undefined;
  /** Not everywhere: see `budgetEnabled`. */
  readonly budget: Budget | undefined;
  readonly #sharedArgs: SharedArgs;
  readonly #watched: FunctionTarget[] = [];

  constructor(name: LogicalName, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("pipelines", "Monitoring"), name, {}, opts);
    const { stack, key, bundles, network } = args;
    const { watchedFunctions = [], simulatorEnabled } = stack.config;
    this.alerts = alertsTopic(args, this);
    this.alertsTopicArn = this.alerts.topic.arn;
    this.#sharedArgs = { stack, key, alertsTopicArn: this.alertsTopicArn };
    this.errorTable = errorTable(this.#sharedArgs, this);
    for (const { name: functionName, ...thresholds } of watchedFunctions)
      this.watch(functionName, configuredThresholds(thresholds));
    if (simulatorEnabled) {
      const sharedArgs = {
        ...this.#sharedArgs,
        errorTable: this.errorTable,
        bundles,
        watcher: this,
        ...(network && { network }),
      };
      this.simulator = simulatorFunction(sharedArgs, this);
      errorLogAlarm("monitoring", sharedArgs, this);
    }
    const limit = budgetLimit(stack.config);
    if (limit !== undefined)
      this.budget = new Budget(BUDGET, { stack, limit, topic: this.alerts.topic }, { parent: this });
    if (stack.config.costAnomaliesEnabled)
      new CostAnomalies("monitoring-costs", { stack, topic: this.alerts.topic }, { parent: this });
    this.registerOutputs({ alertsTopicArn: this.alertsTopicArn });
  }

  /**
   * Raises alarms on a function's error rate, average duration and throttles, and draws it on the dashboard. The program's own functions
   * are watched by the block that declares them.
   *
   * @param fn one of the program's functions, or the physical name of any other in this account and region
   * @param thresholds of its alarms; the stack's `alarmThresholds` where left out
   */
  watch(fn: WatchedFunction | string, thresholds: WatchThresholds = {}): void {
    const { logicalName, target, resource } = typeof fn === "string" ? this.#foreign(fn) : fn;
    functionAlarms(logicalName, this.#sharedArgs, target, thresholds, resource);
    this.#watched.push(target);
  }

  /** The functions that are watched by now. */
  get watched(): readonly FunctionTarget[] {
    return this.#watched;
  }

  #foreign(functionName: string): WatchedFunction {
    return { logicalName: foreignLogicalName(functionName), target: { functionName }, resource: this };
  }
}

/** Draws the functions with alarms, the backups and, before them, the whole shop. Call it after all pipelines were created. */
export function monitoringDashboards(
  stack: StackContext,
  { monitoring, backup }: { readonly monitoring: Monitoring; readonly backup: Backup | undefined },
  others: readonly PipelineSummary[],
): { readonly functions: DeclaredDashboard; readonly overview: DeclaredDashboard } {
  const { watched, errorTable } = monitoring;
  const functions = functionsDashboard(
    stack,
    { functions: watched, errorTable, backupVaultName: backup?.vaultName },
    monitoring,
  );
  const summaries = [...others, { title: pipelines.monitoring.title, dashboardUrl: functions.url }];
  return {
    functions,
    overview: overviewDashboard(stack, { pipelines: summaries, functions: watched }, monitoring),
  };
}

/** Services that use the stack's key for this pipeline. */
export function monitoringPublishers(stack: StackContext): KeyServicePrincipal[] {
  const budgets = budgetPublishers(stack, BUDGET);
  return [
    { sid: "AlarmsPublish", service: "cloudwatch.amazonaws.com", sourceArns: [alarmArns(stack)] },
    ...budgets.map(({ service, sourceArn }) => ({ sid: "BudgetsPublish", service, sourceArns: [sourceArn] })),
    ...anomalyPublishers(stack).map(({ service, sourceArn }) => ({
      ...{ sid: "CostAnomaliesPublish", service, sourceArns: [sourceArn] },
    })),
  ];
}

/** People read this topic. Nothing subscribes that could raise another alarm. */
function alertsTopic({ stack, key }: MonitoringArgs, parent: pulumi.Resource): AlertsTopic {
  const topic = new Topic(
    "monitoring-alerts",
    {
      stack,
      key,
      displayName: "Backoffice alarms",
      publishers: [
        { service: "cloudwatch.amazonaws.com", sourceArn: alarmArns(stack) },
        ...budgetPublishers(stack, BUDGET),
        ...anomalyPublishers(stack),
      ],
    },
    { parent },
  );
  return { topic, people: emailSubscription("monitoring-alerts-email", topic, stack.config.alertEmail, parent) };
}

function errorTable(sharedArgs: SharedArgs, parent: pulumi.Resource): Table {
  return new Table(
    "monitoring-errors",
    {
      ...sharedArgs,
      hashKey: { name: "errorId", type: "S" },
      indexes: [
        {
          name: "FunctionNameIndex",
          hashKey: { name: "functionName", type: "S" },
          rangeKey: { name: "timestamp", type: "S" },
        },
      ],
      ttlAttribute: "expiresAt",
    },
    { parent },
  );
}
