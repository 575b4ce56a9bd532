import * as pulumi from "@pulumi/pulumi";
import { timeoutOf } from "../config/times";
import { ALIAS, type FunctionEntry } from "../functions";
import type { LogicalName } from "../naming";
import type { Network, VpcConnection } from "../network";
import * as aws from "../pulumi-aws";
import { arnOf, boundaryIn, physicalNameIn } from "../stack";
import { typeToken } from "../type-tokens";
import { configuredThresholds, type FunctionTarget, type Watcher, type WatchThresholds } from "./alarms/function";
import type { Bundle } from "./bundle";
import { codeArchive } from "./code-archive";
import { errorLogFilter } from "./error-log-filter";
import { type Grant, onTable } from "./grants";
import { encryptedLogGroup } from "./log-group";
import { policyDocument } from "./policy";
import { roleStatements } from "./role-statements";
import type { Rollout } from "./rollout";
import type { SharedArgs } from "./shared-args";
import type { Table } from "./table";

/** Arguments that all functions share. */
export interface FunctionSharedArgs extends SharedArgs {
  /** Where failures are recorded. */
  readonly errorTable: Table;
  readonly bundles: Readonly<Record<FunctionEntry, Bundle>>;
  /** Raises alarms about functions. */
  readonly watcher: Watcher;
  /** Shifts calls to a new version. @default the alias follows the newest version, all at once */
  readonly rollout?: Pick<Rollout, "add">;
  /** Private network that functions stand in. @default none */
  readonly network?: Pick<Network, "join">;
}

export interface LambdaFunctionArgs extends FunctionSharedArgs {
  readonly entry: FunctionEntry;
  /** One sentence, shown in the console. */
  readonly description: string;
  /** Variables beyond those that every function gets; see `commonEnvironment`. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  /** What it may do beyond writing its log, its traces and the error log. */
  readonly grants: readonly Grant[];
  /** Whether it calls hosts beyond AWS, which no private network leads to: then it stands outside. @default false */
  readonly callsInternet?: boolean;
  /** Reserved concurrency. @default none */
  readonly reservedConcurrency?: number;
  /** Alarm thresholds that differ from other functions', with the reason beside them. Settings override them. */
  readonly thresholds?: WatchThresholds;
}

/** A function with its role, its log group, a published version, the alias `live`, and alarms on error rate, duration and throttles. */
export class LambdaFunction extends pulumi.ComponentResource {
  /** Logical name. */
  readonly logicalName: LogicalName;
  /** Physical name. */
  readonly name: string;
  /** How CloudWatch knows it. */
  readonly target: FunctionTarget;
  readonly timeoutSeconds: number;
  readonly reservedConcurrency: number | undefined;
  /** ARN of the function itself: for people. Invokers use the alias. */
  readonly arn: pulumi.Output<string>;
  /** ARN of the alias: what mappings and subscriptions call. */
  readonly aliasArn: pulumi.Output<string>;
  /** What API Gateway calls. */
  readonly invokeArn: pulumi.Output<string>;
  /** The function's physical name as an output: waits until the alias can be called. */
  readonly functionName: pulumi.Output<string>;
  /** Policies of its role: whatever makes Lambda act in its name must wait for them. */
  readonly policies: readonly pulumi.Resource[];

  constructor(name: LogicalName, args: LambdaFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "LambdaFunction"), name, {}, opts);
    const { stack, key } = args;
    const override = stack.config.functionOverrides[args.entry];
    this.logicalName = name;
    this.name = physicalNameIn(stack, "function", name);
    this.target = { functionName: this.name, aliasName: ALIAS };
    this.timeoutSeconds = timeoutOf(stack.config, args.entry);
    this.reservedConcurrency = override?.reservedConcurrency ?? args.reservedConcurrency;

    const groupName = physicalNameIn(stack, "logGroup", name, "/aws/lambda/");
    const logGroup = encryptedLogGroup(`${name}-logs`, groupName, args, this);
    errorLogFilter(name, stack, logGroup, this);
    const functionArn = arnOf(stack, "lambda", `function:${this.name}`);
    const grants = [onTable(["dynamodb:PutItem"], args.errorTable.arn), ...args.grants];
    const connection = args.callsInternet === true ? undefined : args.network?.join(functionArn, grants);
    const { role, policy } = functionRole(name, args, { functionArn, logGroup, grants, connection }, this);
    this.policies = [policy];
    // The log group, else Lambda makes one without key and expiry; the policy, else creation is refused.
    const first: pulumi.Resource[] = [logGroup, policy];
    const fn = new aws.lambda.Function(
      name,
      {
        name: this.name,
        description: args.description,
        runtime: stack.config.functionRuntime,
        architectures: ["arm64"],
        handler: "index.handler",
        code: codeArchive(args.bundles[args.entry]),
        role: role.arn,
        memorySize: override?.memoryMb ?? stack.config.functionMemoryMb,
        timeout: this.timeoutSeconds,
        ...(this.reservedConcurrency !== undefined && { reservedConcurrentExecutions: this.reservedConcurrency }),
        environment: { variables: { ...commonEnvironment(args), ...args.environment } },
        kmsKeyArn: key.arn,
        tracingConfig: { mode: "Active" },
        loggingConfig: {
          logFormat: "JSON",
          logGroup: logGroup.name,
          // The function filters its own lines. Lambda takes lines without a level, such as metrics, for INFO: it must pass those.
          applicationLogLevel: stack.config.logLevel === "DEBUG" ? "DEBUG" : "INFO",
          systemLogLevel: "INFO",
        },
        ...(connection?.vpcConfig !== undefined && { vpcConfig: connection.vpcConfig }),
        publish: true,
        tags: stack.tags,
      },
      { parent: this, dependsOn: connection?.allOf(first) ?? first },
    );
    const alias = new aws.lambda.Alias(
      `${name}-live`,
      {
        name: ALIAS,
        // An alias that is rolled out has nothing that could be edited: each update sends version and weights from Pulumi's state, and
        // would throw it back to a version of the past.
        ...(args.rollout === undefined && { description: "The version that is called" }),
        functionName: fn.name,
        functionVersion: fn.version,
      },
      // Without a roll-out nothing but the deployment moves it: with its version ignored, new code would be published and never called.
      { parent: this, ...(args.rollout !== undefined && { ignoreChanges: ["functionVersion", "routingConfig"] }) },
    );
    const watched = { logicalName: name, target: this.target, resource: this };
    args.watcher.watch(watched, { ...args.thresholds, ...configuredThresholds(override ?? {}) });
    args.rollout?.add(watched);
    this.arn = fn.arn;
    this.aliasArn = alias.arn;
    this.invokeArn = alias.invokeArn;
    this.functionName = alias.functionName;
    this.registerOutputs({ functionName: this.functionName, aliasArn: this.aliasArn });
  }
}

/** Variables that every function reads. */
function commonEnvironment({ stack, entry, errorTable }: LambdaFunctionArgs): Record<string, pulumi.Input<string>> {
  return {
    ENVIRONMENT: stack.config.environmentSuffix,
    SERVICE: entry.slice(0, entry.indexOf("/")),
    LOG_LEVEL: stack.config.logLevel,
    ERROR_TABLE_NAME: errorTable.name,
    ERROR_RETENTION_DAYS: String(stack.config.errorRetentionDays),
    ...(stack.config.indexShards > 1 && { INDEX_SHARDS: String(stack.config.indexShards) }),
  };
}

/** What a function's role is about. */
interface RoleSubject {
  readonly functionArn: pulumi.Output<string>;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly grants: readonly Grant[];
  readonly connection: VpcConnection | undefined;
}

function functionRole(
  name: LogicalName,
  { stack, key }: SharedArgs,
  { functionArn, logGroup, grants, connection }: RoleSubject,
  parent: pulumi.Resource,
): { readonly role: aws.iam.Role; readonly policy: aws.iam.RolePolicy } {
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      name: physicalNameIn(stack, "role", `${name}-role`),
      description: `What the function ${name} may do`,
      assumeRolePolicy: policyDocument([
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ]),
      ...boundaryIn(stack),
      tags: stack.tags,
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      name: physicalNameIn(stack, "policy", `${name}-policy`),
      role: role.name,
      policy: policyDocument([
        ...roleStatements(stack, key.arn, functionArn, logGroup.arn, grants),
        ...(connection?.statements ?? []),
      ]),
    },
    { parent },
  );
  return { role, policy };
}
