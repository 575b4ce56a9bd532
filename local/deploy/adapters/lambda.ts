import {
  AddPermissionCommand,
  CreateAliasCommand,
  CreateFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  type Runtime,
} from "@aws-sdk/client-lambda";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { asset, flag, number, tags, text } from "../../../program/inputs";
import type { DeploymentTarget } from "../../../program/resource";
import { defineAdapter } from "../adapter";
import { codeArchive } from "./lambda-code";

export const lambdaFunction = defineAdapter({
  type: awsTypes.lambda.function,
  inputs: z.strictObject({
    name: z.string(),
    description: text,
    runtime: z.string(),
    architectures: z.array(z.enum(["arm64", "x86_64"])).optional(),
    handler: z.string(),
    code: asset,
    role: z.string(),
    memorySize: number,
    timeout: number,
    reservedConcurrentExecutions: number,
    environment: z.strictObject({ variables: z.record(z.string(), z.string()).optional() }).optional(),
    kmsKeyArn: text,
    tracingConfig: z.strictObject({ mode: z.enum(["Active", "PassThrough"]) }).optional(),
    loggingConfig: z
      .strictObject({
        logFormat: z.enum(["JSON", "Text"]),
        logGroup: text,
        applicationLogLevel: z.enum(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]).optional(),
        systemLogLevel: z.enum(["DEBUG", "INFO", "WARN"]).optional(),
      })
      .optional(),
    deadLetterConfig: z.strictObject({ targetArn: z.string() }).optional(),
    ephemeralStorage: z.strictObject({ size: z.number() }).optional(),
    publish: flag,
    tags,
  }),
  ignores: { vpcConfig: "functions run on this machine, in no VPC" },
  outputs: [
    "arn",
    "invokeArn",
    "qualifiedArn",
    "qualifiedInvokeArn",
    "version",
    "lastModified",
    "codeSha256",
    "sourceCodeSize",
  ],
  async create(inputs, { clients, target }) {
    const logging = inputs.loggingConfig;
    const made = await clients.lambda.send(
      new CreateFunctionCommand({
        FunctionName: inputs.name,
        Description: inputs.description,
        Runtime: inputs.runtime as Runtime,
        Architectures: inputs.architectures,
        Handler: inputs.handler,
        Code: { ZipFile: codeArchive(inputs.code) },
        Role: inputs.role,
        MemorySize: inputs.memorySize,
        Timeout: inputs.timeout,
        Environment: inputs.environment && { Variables: inputs.environment.variables },
        KMSKeyArn: inputs.kmsKeyArn,
        TracingConfig: inputs.tracingConfig && { Mode: inputs.tracingConfig.mode },
        LoggingConfig: logging && {
          LogFormat: logging.logFormat,
          LogGroup: logging.logGroup,
          ApplicationLogLevel: logging.applicationLogLevel,
          SystemLogLevel: logging.systemLogLevel,
        },
        DeadLetterConfig: inputs.deadLetterConfig && { TargetArn: inputs.deadLetterConfig.targetArn },
        EphemeralStorage: inputs.ephemeralStorage && { Size: inputs.ephemeralStorage.size },
        Tags: inputs.tags,
      }),
    );
    const arn = made.FunctionArn ?? "";
    const reserved = inputs.reservedConcurrentExecutions ?? -1; // the provider's value for "none"
    const [published] = await Promise.all([
      inputs.publish ? clients.lambda.send(new PublishVersionCommand({ FunctionName: inputs.name })) : undefined,
      reserved < 0
        ? undefined
        : clients.lambda.send(
            new PutFunctionConcurrencyCommand({ FunctionName: inputs.name, ReservedConcurrentExecutions: reserved }),
          ),
    ]);
    const version = published?.Version ?? "$LATEST";
    const qualifiedArn = `${arn}:${version}`;
    return {
      id: inputs.name,
      state: {
        arn,
        invokeArn: invokeArn(target, arn),
        qualifiedArn,
        qualifiedInvokeArn: invokeArn(target, qualifiedArn),
        version,
        lastModified: made.LastModified,
        codeSha256: made.CodeSha256,
        sourceCodeSize: made.CodeSize,
      },
    };
  },
});

export const alias = defineAdapter({
  type: awsTypes.lambda.alias,
  inputs: z.strictObject({
    name: z.string(),
    description: text,
    functionName: z.string(),
    functionVersion: z.string(),
  }),
  ignores: { routingConfig: "the emulator ignores weights" },
  outputs: ["arn", "invokeArn"],
  async create(inputs, { clients, target }) {
    const { AliasArn: arn = "" } = await clients.lambda.send(
      new CreateAliasCommand({
        Name: inputs.name,
        Description: inputs.description,
        FunctionName: inputs.functionName,
        FunctionVersion: inputs.functionVersion,
      }),
    );
    return { id: arn, state: { arn, invokeArn: invokeArn(target, arn) } };
  },
});

export const permission = defineAdapter({
  type: awsTypes.lambda.permission,
  inputs: z.strictObject({
    statementId: text,
    action: z.string(),
    function: z.string(),
    principal: z.string(),
    qualifier: text,
    sourceArn: text,
    sourceAccount: text,
  }),
  outputs: ["statementId"],
  async create(inputs, { clients, name }) {
    // The provider, too, generates one from the resource's name; it is unique within its function.
    const statementId = inputs.statementId ?? name;
    await clients.lambda.send(
      new AddPermissionCommand({
        StatementId: statementId,
        Action: inputs.action,
        FunctionName: inputs.function,
        Principal: inputs.principal,
        Qualifier: inputs.qualifier,
        SourceArn: inputs.sourceArn,
        SourceAccount: inputs.sourceAccount,
      }),
    );
    return { id: statementId, state: { statementId } };
  },
});

export const functionEventInvokeConfig = defineAdapter({
  type: awsTypes.lambda.functionEventInvokeConfig,
  inputs: z.strictObject({
    functionName: z.string(),
    qualifier: text,
    maximumRetryAttempts: number,
    maximumEventAgeInSeconds: number,
    destinationConfig: z.strictObject({ onFailure: z.strictObject({ destination: z.string() }) }).optional(),
  }),
  outputs: [],
  async create(inputs, { clients, asynchronous }) {
    const onFailure = inputs.destinationConfig?.onFailure;
    if (asynchronous !== undefined && onFailure !== undefined && !/^arn:[^:]+:sqs:/.test(onFailure.destination)) {
      throw new RangeError(
        `destinationConfig.onFailure.destination: the fake of asynchronous invocations sends to queues only, ${onFailure.destination} given`,
      );
    }
    await clients.lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: inputs.functionName,
        Qualifier: inputs.qualifier,
        MaximumRetryAttempts: inputs.maximumRetryAttempts,
        MaximumEventAgeInSeconds: inputs.maximumEventAgeInSeconds,
        DestinationConfig: onFailure && { OnFailure: { Destination: onFailure.destination } },
      }),
    );
    return { id: [inputs.functionName, inputs.qualifier].filter((part) => part !== undefined).join(":"), state: {} };
  },
});

function invokeArn(target: DeploymentTarget, functionArn: string): string {
  return `arn:${target.partition}:apigateway:${target.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
