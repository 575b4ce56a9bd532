import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { ALIAS } from "../functions";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import { accountElsewhere } from "../tags";
import { typeToken } from "../type-tokens";
import { apiAlarms } from "./alarms/api";
import { apiAccount } from "./api-account";
import { tlsOf } from "./api-tls";
import type { EncryptionKey } from "./encryption-key";
import type { LambdaFunction } from "./function";
import { type ApiDocument, type ApiOperation, gatewayDocument, operationsOf } from "./gateway-document";
import { encryptedLogGroup } from "./log-group";
import type { SharedArgs } from "./shared-args";

export interface RestApiArgs extends SharedArgs {
  readonly description: string;
  /** The published document. AWS's extensions are added here. */
  readonly document: ApiDocument;
  /** The function of each `operationId`. */
  readonly operations: Readonly<Record<string, LambdaFunction>>;
  /** Checks the `Authorization` header of every operation. */
  readonly authorizer: LambdaFunction;
}

/**
 * A REST API from an OpenAPI document: request validation, an authorizer, throttling, tracing, JSON access logs, and alarms on client
 * errors, server errors and latency.
 */
export class RestApi extends pulumi.ComponentResource {
  readonly id: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  readonly stageName: pulumi.Output<string>;
  readonly stageArn: pulumi.Output<string>;
  /** URL of the stage, without a slash at the end. */
  readonly url: pulumi.Output<string>;

  constructor(name: LogicalName, args: RestApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "RestApi"), name, {}, opts);
    const { stack, key, document } = args;
    const operations = operationsOf(document);
    const body = apiBody(args);
    const { apiDomain, apiDefaultEndpoint: open } = stack.config;
    const api = new aws.apigateway.RestApi(
      name,
      {
        name: physicalNameIn(stack, "api", name),
        description: args.description,
        body,
        endpointConfiguration: { types: "REGIONAL" },
        ...(!open && { disableExecuteApiEndpoint: true }),
        ...(apiDomain !== undefined && tlsOf(apiDomain)),
        tags: stack.tags,
      },
      { parent: this },
    );
    const deployment = new aws.apigateway.Deployment(
      `${name}-deployment`,
      // A deployment is a snapshot of the API, so every change of the body needs a new one. Closing the API's own address does, too.
      { restApi: api.id, triggers: { redeploy: body.apply((text) => sha256(open ? text : `closed ${text}`)) } },
      { parent: this },
    );
    const stage = apiStage(name, stack, key, api, deployment, this);
    allowCalls(name, api, stage.stageName, operations, args, this);
    apiAlarms(name, args, { apiName: api.name, stageName: stage.stageName }, this);
    this.id = api.id;
    this.name = api.name;
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.url = stage.invokeUrl;
    this.registerOutputs({ id: this.id, url: this.url });
  }
}

function apiBody({ stack, document, operations, authorizer }: RestApiArgs): pulumi.Output<string> {
  const invokeArns = Object.fromEntries(Object.entries(operations).map(([id, fn]) => [id, fn.invokeArn]));
  return pulumi.all([pulumi.all(invokeArns), authorizer.invokeArn]).apply(([integrations, authorizerUri]) =>
    JSON.stringify(
      gatewayDocument(document, {
        integrations,
        authorizerUri,
        authorizerCacheSeconds: stack.config.authorizerCacheSeconds,
        allowedOrigins: stack.config.corsAllowedOrigins,
      }),
    ),
  );
}

function apiStage(
  name: LogicalName,
  stack: StackContext,
  key: EncryptionKey,
  api: aws.apigateway.RestApi,
  deployment: aws.apigateway.Deployment,
  parent: pulumi.Resource,
): aws.apigateway.Stage {
  const stageName = stack.config.environmentSuffix;
  const logGroup = (suffix: string, groupName: pulumi.Input<string>) =>
    encryptedLogGroup(`${name}-${suffix}`, groupName, { stack, key }, parent);
  const accessLogs = logGroup("access-logs", physicalNameIn(stack, "logGroup", name, "/aws/apigateway/"));
  // API Gateway prescribes this name, and creates the group itself, without key and retention, if it does not exist.
  const executionLogs = logGroup(
    "execution-logs",
    pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`,
  );
  const account = stack.config.apiAccountRole ? apiAccount(`${name}-account`, stack, parent) : [];
  const stage = new aws.apigateway.Stage(
    `${name}-stage`,
    {
      restApi: api.id,
      deployment: deployment.id,
      stageName,
      description: `The ${stageName} stage`,
      xrayTracingEnabled: true,
      accessLogSettings: { destinationArn: accessLogs.arn, format: JSON.stringify(accessLogFormat) },
      tags: stack.config.apiAccountRole ? stack.tags : { ...stack.tags, ...accountElsewhere },
    },
    { parent, dependsOn: [executionLogs, ...account] },
  );
  new aws.apigateway.MethodSettings(
    `${name}-settings`,
    {
      restApi: api.id,
      stageName: stage.stageName,
      methodPath: "*/*",
      settings: {
        throttlingRateLimit: stack.config.apiRateLimit,
        throttlingBurstLimit: stack.config.apiBurstLimit,
        metricsEnabled: true,
        loggingLevel: "ERROR",
        // It would log bodies, which contain personal data.
        dataTraceEnabled: false,
      },
    },
    { parent },
  );
  return stage;
}

/** Caller, request, result and duration; no body and no token. */
const accessLogFormat = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  requestTime: "$context.requestTime",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  principalId: "$context.authorizer.principalId",
  tokenRefused: "$context.authorizer.reason",
  httpMethod: "$context.httpMethod",
  resourcePath: "$context.resourcePath",
  status: "$context.status",
  errorType: "$context.error.responseType",
  responseLength: "$context.responseLength",
  responseLatency: "$context.responseLatency",
  integrationLatency: "$context.integrationLatency",
  integrationStatus: "$context.integration.status",
  authorizerLatency: "$context.authorizer.latency",
  xrayTraceId: "$context.xrayTraceId",
};

/** Allows API Gateway to call each function for its own operation only, and through its alias only. */
function allowCalls(
  name: LogicalName,
  api: aws.apigateway.RestApi,
  stageName: pulumi.Output<string>,
  operations: readonly ApiOperation[],
  args: RestApiArgs,
  parent: pulumi.Resource,
): void {
  const allow = (id: string, fn: LambdaFunction, sourceArn: pulumi.Output<string>) =>
    new aws.lambda.Permission(
      `${name}-${id}-permission`,
      {
        statementId: `${name}-${id}`,
        action: "lambda:InvokeFunction",
        function: fn.functionName,
        qualifier: ALIAS,
        principal: "apigateway.amazonaws.com",
        // No sourceAccount: the ARN contains the account, and AWS does not document that API Gateway sends it. If it did not, every call
        // would fail.
        sourceArn,
      },
      { parent },
    );
  for (const { operationId, method, path } of operations) {
    const fn = args.operations[operationId];
    if (fn === undefined) throw new Error(`no function answers the operation '${operationId}'`);
    const resource = `${method}${path.replace(/\{[^}]+\}/g, "*")}`;
    allow(operationId, fn, pulumi.interpolate`${api.executionArn}/${stageName}/${resource}`);
  }
  // The import creates the authorizer, so its id is not known in advance.
  allow("authorizer", args.authorizer, pulumi.interpolate`${api.executionArn}/authorizers/*`);
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
