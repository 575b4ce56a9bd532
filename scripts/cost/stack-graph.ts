// Reads the program's resource graph by logical names, which are the same in every stack.

import * as z from "zod";
import { awsTypes } from "../../aws/resource-types";
import type { GraphResource } from "../../program/graph/build-graph";

/** A step names a resource that the stack does not declare, or declares in a form that the estimate does not support. */
export class GraphReadError extends Error {
  override readonly name = "GraphReadError";
}

const functionInputs = z.object({
  name: z.string(),
  memorySize: z.number(),
  architectures: z.tuple([z.enum(["arm64", "x86_64"])]).default(["x86_64"]),
  tracingConfig: z.object({ mode: z.string() }).optional(),
  environment: z.object({ variables: z.record(z.string(), z.string()) }).optional(),
  reservedConcurrentExecutions: z.number().optional(),
});

const tableInputs = z.object({
  name: z.string(),
  billingMode: z.literal("PAY_PER_REQUEST"),
  globalSecondaryIndexes: z
    .array(z.object({ name: z.string(), hashKey: z.string(), rangeKey: z.string().optional() }))
    .default([]),
});

const mappingInputs = z.object({
  batchSize: z.number(),
  maximumBatchingWindowInSeconds: z.number().default(0),
  eventSourceArn: z.string(),
  scalingConfig: z.object({ maximumConcurrency: z.number() }).optional(),
  parallelizationFactor: z.number().default(1),
});

const queueInputs = z.object({
  name: z.string(),
  kmsMasterKeyId: z.string().optional(),
  kmsDataKeyReusePeriodSeconds: z.number().default(300),
});

const topicInputs = z.object({ name: z.string(), kmsMasterKeyId: z.string().optional() });

const methodSettings = z.object({
  settings: z.object({ throttlingRateLimit: z.number(), throttlingBurstLimit: z.number() }),
});

const authorizers = z.record(
  z.string(),
  z.object({
    "x-amazon-apigateway-authorizer": z.object({ authorizerResultTtlInSeconds: z.number().default(300) }),
  }),
);

/** The facts of a stack that the estimate needs. Each method throws GraphReadError for what is missing or not supported. */
export class StackGraph {
  constructor(readonly resources: readonly GraphResource[]) {}

  ofType(type: string): readonly GraphResource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  lambda(name: string) {
    return this.read(awsTypes.lambda.function, name, functionInputs);
  }

  table(name: string) {
    return this.read(awsTypes.dynamodb.table, name, tableInputs);
  }

  queue(name: string) {
    return this.read(awsTypes.sqs.queue, name, queueInputs);
  }

  topic(name: string) {
    return this.read(awsTypes.sns.topic, name, topicInputs);
  }

  /** The event source mapping of a function. */
  mapping(name: string) {
    return this.read(awsTypes.lambda.eventSourceMapping, name, mappingInputs);
  }

  /** Number of a topic's subscriptions with this protocol. */
  subscriptions(topicName: string, protocol: string): number {
    const arnEnd = `:${this.topic(topicName).name}`;
    return this.ofType(awsTypes.sns.topicSubscription).filter(
      ({ inputs }) => inputs.protocol === protocol && String(inputs.topic).endsWith(arnEnd),
    ).length;
  }

  /** Whether CloudTrail records the data events of a table. */
  isTrailed(tableName: string): boolean {
    const arnEnd = `:table/${this.table(tableName).name}"`;
    return this.ofType(awsTypes.cloudtrail.trail).some(({ inputs }) =>
      JSON.stringify(inputs.advancedEventSelectors ?? []).includes(arnEnd),
    );
  }

  /** Whether Contributor Insights is on for a table, or for one of its indexes. */
  isInsighted(tableName: string, index?: string): boolean {
    const { name } = this.table(tableName);
    return this.ofType(awsTypes.dynamodb.contributorInsights).some(
      ({ inputs }) => inputs.tableName === name && inputs.indexName === index,
    );
  }

  /** Kinds of events that SES publishes to topics, such as `DELIVERY`. */
  emailEvents(): readonly string[] {
    const destination = z.object({
      eventDestination: z.object({
        enabled: z.boolean(),
        matchingEventTypes: z.array(z.string()),
        snsDestination: z.object({ topicArn: z.string() }).optional(),
      }),
    });
    return this.ofType(awsTypes.sesv2.configurationSetEventDestination)
      .map(({ inputs }) => destination.parse(inputs).eventDestination)
      .filter(({ enabled, snsDestination }) => enabled && snsDestination !== undefined)
      .flatMap(({ matchingEventTypes }) => matchingEventTypes);
  }

  /** The limits that the API's stage sets on its requests. */
  requestLimits() {
    const [settings] = this.ofType(awsTypes.apigateway.methodSettings);
    return this.read(awsTypes.apigateway.methodSettings, settings?.name ?? "of the API's methods", methodSettings);
  }

  /** Whether the API's stage starts traces. */
  tracesApi(): boolean {
    return this.ofType(awsTypes.apigateway.stage).some(({ inputs }) => inputs.xrayTracingEnabled === true);
  }

  /** Whether API Gateway caches the authorizer's results. */
  remembersTokens(): boolean {
    const [api] = this.ofType(awsTypes.apigateway.restApi);
    const document = z
      .object({ components: z.object({ securitySchemes: authorizers }) })
      .parse(JSON.parse(String(api?.inputs.body ?? "{}")));
    return Object.values(document.components.securitySchemes).every(
      (scheme) => scheme["x-amazon-apigateway-authorizer"].authorizerResultTtlInSeconds > 0,
    );
  }

  private read<S extends z.ZodType>(type: string, name: string, schema: S): z.output<S> {
    const found = this.ofType(type).find((resource) => resource.name === name);
    if (found === undefined) throw new GraphReadError(`The stack declares no ${type} named ${name}`);
    const result = schema.safeParse(found.inputs);
    if (result.success) return result.data;
    const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new GraphReadError(`${type} ${name} is not understood: ${problems.join("; ")}`);
  }
}
