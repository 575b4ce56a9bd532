import { parseArn } from "../../aws/arn";
import { awsTypes } from "../../aws/resource-types";
import { foreignFunctionOf } from "../../components/naming";
import { metricNamespace, metrics, orderFailureKinds } from "../../functions/contracts/metric-catalog";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { UnknownValue } from "../engine/unknown";
import { environmentOf, functionsOf } from "../wiring/functions";
import type { MetricReference } from "./reference";
import { anyValue } from "./search";

/** The resource that a dimension names: its type, and the property that holds the dimension's value. */
const named: Readonly<Record<string, { readonly type: string; readonly property: string }>> = {
  FunctionName: { type: awsTypes.lambda.function, property: "name" },
  QueueName: { type: awsTypes.sqs.queue, property: "name" },
  TopicName: { type: awsTypes.sns.topic, property: "name" },
  TableName: { type: awsTypes.dynamodb.table, property: "name" },
  ApiName: { type: awsTypes.apigateway.restApi, property: "name" },
  RuleName: { type: awsTypes.cloudwatch.eventRule, property: "name" },
  EventBusName: { type: awsTypes.cloudwatch.eventBus, property: "name" },
  BackupVaultName: { type: awsTypes.backup.vault, property: "name" },
  WebACL: { type: awsTypes.wafv2.webAcl, property: "visibilityConfig.metricName" },
  // A certificate of others is known by the domain that uses it.
  CertificateArn: { type: awsTypes.apigateway.domainName, property: "regionalCertificateArn" },
  "ses:configuration-set": { type: awsTypes.sesv2.configurationSet, property: "configurationSetName" },
};

/** A dimension of a metric that names nothing in the stack. */
export interface Dangling {
  /** The dimension. */
  readonly key: string;
  readonly found: string;
  readonly wanted: string;
}

/** Finds the resources that the dimensions of metrics name. Built once per run of a rule, so that each name is one map lookup. */
export interface Targets {
  /** What a dimension names; undefined when nothing has that name. @throws {UnknownValue} some names are not known yet */
  readonly find: (key: string, value: string) => Resource | undefined;
  /** Physical names of functions of other stacks that this stack's alarms watch: see `watchedFunctions` in the settings. */
  readonly foreign: ReadonlySet<string>;
  /** The dimensions of a metric that name nothing. @throws {UnknownValue} */
  readonly dangling: (metric: MetricReference) => readonly Dangling[];
}

/** @see Targets */
export function targetsOf(stack: Stack): Targets {
  const byKey = new Map(Object.entries(named).map(([key, { type, property }]) => [key, names(stack, type, property)]));
  const find = (key: string, value: string) => byKey.get(key)?.(value);
  const writers = new Set(
    functionsOf(stack).map((lambda) => {
      const variables = environmentOf(lambda);
      return writer(variables.get("ENVIRONMENT"), variables.get("SERVICE"));
    }),
  );
  const foreign = new Set(
    stack.ofType(awsTypes.cloudwatch.metricAlarm).flatMap(({ name }) => foreignFunctionOf(name) ?? []),
  );
  // Alarms watch this stack's functions by alias, and functions of other stacks as a whole.
  const isForeign = ({ dimensions: { FunctionName, ...others } }: MetricReference) =>
    FunctionName !== undefined && foreign.has(FunctionName) && Object.keys(others).length === 0;
  return {
    find,
    foreign,
    dangling: (metric) =>
      metric.namespace === metricNamespace
        ? danglingCustom(metric, writers)
        : isForeign(metric)
          ? []
          : Object.entries(metric.dimensions).flatMap(([key, value]) =>
              danglingDimension(stack, find, metric, key, value),
            ),
  };
}

function names(stack: Stack, type: string, property: string): (value: string) => Resource | undefined {
  const byName = new Map<string, Resource>();
  let gap: UnknownValue | undefined;
  for (const resource of stack.ofType(type)) {
    try {
      const name = resource.text(property);
      if (name !== undefined) byName.set(name, resource);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      gap = error;
    }
  }
  return (value) => {
    const found = byName.get(value);
    // The resource whose name is unknown may be the one that the dimension names; only the deployment can decide that.
    if (found === undefined && gap !== undefined) throw gap;
    return found;
  };
}

function danglingDimension(
  stack: Stack,
  find: Targets["find"],
  metric: MetricReference,
  key: string,
  value: string,
): readonly Dangling[] {
  const { FunctionName = "", TableName = "", ApiName = "", RuleName = "", WebACL = "" } = metric.dimensions;
  const wrong = (wanted: string): readonly Dangling[] => [{ key, found: value, wanted }];
  switch (key) {
    case "Resource":
      return isQualified(stack, find("FunctionName", FunctionName), value)
        ? []
        : wrong("the function and one of its aliases");
    case "GlobalSecondaryIndexName":
      return indexNames(find("TableName", TableName)).includes(value) ? [] : wrong(`an index of ${TableName}`);
    case "Stage":
      return hasStage(stack, find("ApiName", ApiName), value) ? [] : wrong(`a stage of ${ApiName}`);
    case "EventBusName":
      return find("RuleName", RuleName)?.value("eventBusName") === value ? [] : wrong(`the bus of ${RuleName}`);
    case "Region": {
      const region = parseArn(find("WebACL", WebACL)?.text("arn") ?? "")?.region;
      return region === value ? [] : wrong(`the region of ${WebACL}`);
    }
    case "Rule":
      return value === "ALL" ? [] : wrong("ALL, the sum of all rules");
    default:
      return find(key, value) === undefined ? wrong("the name of a resource of this stack") : [];
  }
}

/** Whether the value is `function:alias` with an alias of this function. */
function isQualified(stack: Stack, lambda: Resource | undefined, text: string): boolean {
  if (lambda === undefined) return false;
  return stack
    .ofType(awsTypes.lambda.alias)
    .some(
      (alias) =>
        text === `${lambda.text("name")}:${alias.text("name")}` &&
        stack.named(alias, "functionName", lambda.type).includes(lambda),
    );
}

/** Names of a table's global secondary indexes. @throws {UnknownValue} */
export function indexNames(table: Resource | undefined): readonly string[] {
  const indexes = table?.value("globalSecondaryIndexes");
  if (table === undefined || !Array.isArray(indexes)) return [];
  return [...indexes.keys()].flatMap((index) => table.text(`globalSecondaryIndexes.${index}.name`) ?? []);
}

function hasStage(stack: Stack, api: Resource | undefined, name: string): boolean {
  if (api === undefined) return false;
  return stack
    .ofType(awsTypes.apigateway.stage)
    .some((stage) => stage.text("stageName") === name && stack.named(stage, "restApi", api.type).includes(api));
}

function danglingCustom({ name, dimensions }: MetricReference, writers: ReadonlySet<string>): readonly Dangling[] {
  const { environment = "", service = "", kind } = dimensions;
  if (!writers.has(writer(environment, service)))
    return [
      {
        key: "service",
        found: `${environment}, ${service}`,
        wanted: "environment and service of a function of this stack",
      },
    ];
  const definition = Object.values(metrics).find((metric) => metric.name === name);
  if (definition !== undefined && definition.service !== "any" && definition.service !== service)
    return [{ key: "service", found: service, wanted: `${definition.service}, which writes ${name}` }];
  const kinds: readonly string[] = [...orderFailureKinds, anyValue];
  if (kind !== undefined && !kinds.includes(kind)) return [{ key: "kind", found: kind, wanted: kinds.join(", ") }];
  return [];
}

function writer(environment: string | undefined, service: string | undefined): string {
  return JSON.stringify([environment, service]);
}
