import { createHash } from "node:crypto";
import {
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  type EndpointType,
  GetResourcesCommand,
  type PatchOperation,
  UpdateAccountCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, json, number, tags, text } from "../../../program/inputs";
import { type AdapterContext, defineAdapter } from "../adapter";
import { expandOpenApi } from "../openapi/expand";
import { createApiBody } from "./apigateway-body";

export const restApi = defineAdapter({
  type: awsTypes.apigateway.restApi,
  inputs: z.strictObject({
    name: z.string(),
    description: text,
    body: json,
    disableExecuteApiEndpoint: flag,
    minimumCompressionSize: z.union([z.string(), z.number()]).transform(Number).optional(),
    endpointConfiguration: z.strictObject({ types: z.union([z.string(), z.array(z.string())]) }).optional(),
    tags,
  }),
  ignores: {
    putRestApiMode: "the local run makes each API once",
    failOnWarnings: "the local run fails on anything it does not know",
  },
  outputs: ["arn", "createdDate", "executionArn", "rootResourceId"],
  async create(inputs, { clients, target }) {
    const plan = expandOpenApi(inputs.body);
    const made = await clients.apiGateway.send(
      new CreateRestApiCommand({
        name: inputs.name,
        description: inputs.description,
        binaryMediaTypes: [...plan.binaryMediaTypes],
        disableExecuteApiEndpoint: inputs.disableExecuteApiEndpoint,
        minimumCompressionSize: inputs.minimumCompressionSize,
        endpointConfiguration: inputs.endpointConfiguration && {
          types: [inputs.endpointConfiguration.types].flat() as EndpointType[],
        },
        // The emulator's own tag for choosing the id, so that the API's URL is the same in every run.
        tags: { ...inputs.tags, "ms-custom-id": apiId(inputs.name) },
      }),
    );
    const id = made.id ?? "";
    const { items = [] } = await clients.apiGateway.send(new GetResourcesCommand({ restApiId: id }));
    const rootResourceId = items.find((item) => item.path === "/")?.id ?? "";
    await createApiBody(clients.apiGateway, { id, rootResourceId }, plan);
    return {
      id,
      state: {
        arn: `arn:${target.partition}:apigateway:${target.region}::/restapis/${id}`,
        createdDate: made.createdDate?.toISOString(),
        executionArn: `arn:${target.partition}:execute-api:${target.region}:${target.accountId}:${id}`,
        rootResourceId,
      },
    };
  },
});

/** Ten letters and digits, like AWS's own, the same for the same name. */
function apiId(name: string): string {
  const digest = createHash("sha256").update(name).digest();
  return [...digest.subarray(0, 10)].map((byte) => (byte % 36).toString(36)).join("");
}

export const deployment = defineAdapter({
  type: awsTypes.apigateway.deployment,
  inputs: z.strictObject({
    restApi: z.string(),
    description: text,
    variables: z.record(z.string(), z.string()).optional(),
  }),
  ignores: { triggers: "they make the provider deploy again, and the local run deploys once" },
  outputs: ["createdDate"],
  async create(inputs, { clients }) {
    const made = await clients.apiGateway.send(
      new CreateDeploymentCommand({
        restApiId: inputs.restApi,
        description: inputs.description,
        variables: inputs.variables,
      }),
    );
    return { id: made.id ?? "", state: { createdDate: made.createdDate?.toISOString() } };
  },
});

export const stage = defineAdapter({
  type: awsTypes.apigateway.stage,
  inputs: z.strictObject({
    restApi: z.string(),
    deployment: z.string(),
    stageName: z.string(),
    description: text,
    variables: z.record(z.string(), z.string()).optional(),
    xrayTracingEnabled: flag,
    tags,
  }),
  ignores: { accessLogSettings: "the emulator writes no access logs" },
  outputs: ["arn", "executionArn", "invokeUrl", "webAclArn"],
  async create(inputs, { clients, apiUrl, target }) {
    await clients.apiGateway.send(
      new CreateStageCommand({
        restApiId: inputs.restApi,
        deploymentId: inputs.deployment,
        stageName: inputs.stageName,
        description: inputs.description,
        variables: inputs.variables,
        tracingEnabled: inputs.xrayTracingEnabled,
        tags: inputs.tags,
      }),
    );
    const executeApi = `arn:${target.partition}:execute-api:${target.region}:${target.accountId}:${inputs.restApi}`;
    return {
      id: `ags-${inputs.restApi}-${inputs.stageName}`,
      state: {
        arn: `arn:${target.partition}:apigateway:${target.region}::/restapis/${inputs.restApi}/stages/${inputs.stageName}`,
        executionArn: `${executeApi}/${inputs.stageName}`,
        invokeUrl: await apiUrl(inputs.restApi, inputs.stageName),
        webAclArn: "",
      },
    };
  },
});

/** Names of the settings in patch operations. */
const settingPaths = {
  metricsEnabled: "metrics/enabled",
  loggingLevel: "logging/loglevel",
  dataTraceEnabled: "logging/dataTrace",
  throttlingBurstLimit: "throttling/burstLimit",
  throttlingRateLimit: "throttling/rateLimit",
} as const;

export const methodSettings = defineAdapter({
  type: awsTypes.apigateway.methodSettings,
  inputs: z.strictObject({
    restApi: z.string(),
    stageName: z.string(),
    methodPath: z.string(),
    settings: z.strictObject({
      metricsEnabled: flag,
      loggingLevel: text,
      dataTraceEnabled: flag,
      throttlingBurstLimit: number,
      throttlingRateLimit: number,
    }),
  }),
  outputs: [],
  async create(inputs, { clients }) {
    const operations = Object.entries(settingPaths).flatMap(([setting, path]): PatchOperation[] => {
      const value = inputs.settings[setting as keyof typeof settingPaths];
      if (value === undefined) return [];
      return [{ op: "replace", path: `/${inputs.methodPath}/${path}`, value: String(value) }];
    });
    await clients.apiGateway.send(
      new UpdateStageCommand({ restApiId: inputs.restApi, stageName: inputs.stageName, patchOperations: operations }),
    );
    return { id: `${inputs.restApi}-${inputs.stageName}-${inputs.methodPath}`, state: {} };
  },
});

export const account = defineAdapter({
  type: awsTypes.apigateway.account,
  inputs: z.strictObject({ cloudwatchRoleArn: z.string() }),
  outputs: ["apiKeyVersion", "features", "throttleSettings"],
  async create(inputs, { clients }: AdapterContext) {
    const made = await clients.apiGateway.send(
      new UpdateAccountCommand({
        patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: inputs.cloudwatchRoleArn }],
      }),
    );
    return {
      id: "api-gateway-account",
      state: {
        apiKeyVersion: made.apiKeyVersion ?? "",
        features: made.features ?? [],
        throttleSettings: [made.throttleSettings ?? {}],
      },
    };
  },
});
