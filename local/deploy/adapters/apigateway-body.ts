import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  CreateModelCommand,
  CreateRequestValidatorCommand,
  CreateResourceCommand,
  type GatewayResponseType,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from "@aws-sdk/client-api-gateway";
import { type ApiPlan, type MethodPlan, modelReference } from "../openapi/expand";

/** Creates everything that a document describes, in an API that has nothing but its root resource. */
export async function createApiBody(
  client: APIGatewayClient,
  api: { readonly id: string; readonly rootResourceId: string },
  plan: ApiPlan,
): Promise<void> {
  const [resources, validators, authorizers] = await Promise.all([
    createResources(client, api, plan),
    createEach(plan.validators, async (name, validator) => {
      const { id = "" } = await client.send(
        new CreateRequestValidatorCommand({
          restApiId: api.id,
          name,
          validateRequestBody: validator.body,
          validateRequestParameters: validator.parameters,
        }),
      );
      return id;
    }),
    createEach(plan.authorizers, async (name, authorizer) => {
      const { id = "" } = await client.send(
        new CreateAuthorizerCommand({
          restApiId: api.id,
          name,
          type: authorizer.type,
          authorizerUri: authorizer.uri,
          authorizerCredentials: authorizer.credentials,
          authorizerResultTtlInSeconds: authorizer.resultTtlSeconds,
          identitySource: authorizer.identitySource,
          identityValidationExpression: authorizer.validationExpression,
        }),
      );
      return id;
    }),
    createModels(client, api.id, plan),
    createGatewayResponses(client, api.id, plan),
  ]);
  await Promise.all(
    plan.methods.map((method) =>
      createMethod(client, method, {
        restApiId: api.id,
        resourceId: resources.get(method.path) ?? "",
        httpMethod: method.httpMethod,
        authorizerId: method.authorizer && authorizers.get(method.authorizer),
        requestValidatorId: method.validator && validators.get(method.validator),
      }),
    ),
  );
}

async function createEach<T>(
  items: Readonly<Record<string, T>>,
  create: (name: string, item: T) => Promise<string>,
): Promise<ReadonlyMap<string, string>> {
  const made = Object.entries(items).map(async ([name, item]) => [name, await create(name, item)] as const);
  return new Map(await Promise.all(made));
}

/** Ids by path. Every resource waits for its parent only. */
async function createResources(
  client: APIGatewayClient,
  api: { readonly id: string; readonly rootResourceId: string },
  plan: ApiPlan,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, Promise<string>>([["/", Promise.resolve(api.rootResourceId)]]);
  for (const path of plan.paths) {
    const parent = path.slice(0, path.lastIndexOf("/")) || "/";
    const create = async (): Promise<string> => {
      const parentId = await ids.get(parent);
      const pathPart = path.slice(path.lastIndexOf("/") + 1);
      const { id = "" } = await client.send(new CreateResourceCommand({ restApiId: api.id, parentId, pathPart }));
      return id;
    };
    ids.set(path, create());
  }
  return new Map(await Promise.all([...ids].map(async ([path, id]) => [path, await id] as const)));
}

async function createModels(client: APIGatewayClient, apiId: string, plan: ApiPlan): Promise<void> {
  await createEach(plan.models, async (name, schema) => {
    const text = JSON.stringify(schema, (key, value: unknown) => {
      const referred = Object.keys(plan.models).find((model) => key === "$ref" && value === modelReference(model));
      return referred === undefined ? value : `https://apigateway.amazonaws.com/restapis/${apiId}/models/${referred}`;
    });
    await client.send(
      new CreateModelCommand({ restApiId: apiId, name, contentType: "application/json", schema: text }),
    );
    return name;
  });
}

async function createGatewayResponses(client: APIGatewayClient, apiId: string, plan: ApiPlan): Promise<void> {
  await createEach(plan.gatewayResponses, async (type, response) => {
    await client.send(
      new PutGatewayResponseCommand({
        restApiId: apiId,
        responseType: type as GatewayResponseType,
        statusCode: response.statusCode,
        // The API and the document both name these parameters `gatewayresponse.header.X`.
        responseParameters: response.responseParameters,
        responseTemplates: response.responseTemplates,
      }),
    );
    return type;
  });
}

async function createMethod(
  client: APIGatewayClient,
  { integration, ...method }: MethodPlan,
  ids: {
    readonly restApiId: string;
    readonly resourceId: string;
    readonly httpMethod: string;
    readonly authorizerId: string | undefined;
    readonly requestValidatorId: string | undefined;
  },
): Promise<void> {
  const { restApiId, resourceId, httpMethod } = ids;
  const key = { restApiId, resourceId, httpMethod };
  await client.send(
    new PutMethodCommand({
      ...ids,
      authorizationType: method.authorizer === undefined ? "NONE" : "CUSTOM",
      operationName: method.operationName,
      requestParameters: { ...method.parameters },
      requestModels: { ...method.models },
    }),
  );
  await client.send(
    new PutIntegrationCommand({
      ...key,
      type: integration.type,
      integrationHttpMethod: integration.httpMethod,
      uri: integration.uri,
      credentials: integration.credentials,
      passthroughBehavior: integration.passthroughBehavior,
      timeoutInMillis: integration.timeoutInMillis,
      requestTemplates: integration.requestTemplates,
    }),
  );
  if (integration.type === "AWS_PROXY") return; // the function returns the whole response
  await Promise.all(
    Object.entries(integration.responses ?? {}).map(async ([pattern, response]) => {
      const { statusCode, responseParameters = {} } = response;
      const declared = Object.fromEntries(Object.keys(responseParameters).map((name) => [name, true]));
      await client.send(new PutMethodResponseCommand({ ...key, statusCode, responseParameters: declared }));
      await client.send(
        new PutIntegrationResponseCommand({
          ...key,
          statusCode,
          // "default" in the document is the response without a selection pattern.
          selectionPattern: pattern === "default" ? undefined : pattern,
          responseParameters,
          responseTemplates: response.responseTemplates,
        }),
      );
    }),
  );
}
