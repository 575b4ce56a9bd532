import { parseArn } from "../../aws/arn";
import { findsStreams, joinsNetwork, pollsQueue, pollsStream, traces } from "../../aws/lambda-calls";
import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { calleeOf, functionsOf } from "../wiring/functions";
import { usesPolledQueue } from "./data-actions";
import { emailNeeds } from "./email";
import { grantableArns, type Named, namedByEnvironment, usableTypes, usageOf, variablesOf } from "./named-resources";

/** A right that a function needs because of its configuration or wiring. */
export interface Need {
  /** The setting that causes the need, such as `environment.variables.QUEUE_URL`; for messages. */
  readonly because: string;
  /** The resource, if it is one of the stack. */
  readonly resource: Resource | undefined;
  /** The right may be granted on any of these ARNs. */
  readonly arns: readonly string[];
  /** Actions that the function needs: all of them, or one. */
  readonly needs: readonly string[];
  readonly enough: "all" | "one";
  /** Actions that it may hold for this need. */
  readonly may: readonly string[];
  /** What the service does with the resource's key by the function's rights. */
  readonly keyActions: readonly string[];
}

/** Every need that a function's environment, mappings, destinations and settings cause. @throws {UnknownValue} */
export function needsOf(stack: Stack, lambda: Resource): readonly Need[] {
  const named = namedByEnvironment(stack, lambda);
  const namedArns = new Set(named.flatMap(({ resource }) => grantableArns(resource)));
  const polled = mappingsOf(stack, lambda).flatMap((mapping) => pollNeeds(stack, mapping, namedArns));
  const polledArns = new Set(polled.flatMap(({ arns }) => arns));
  return [
    ...polled,
    // A function whose environment names the queue that it polls delays messages there; it never sends to that queue.
    ...named.filter(({ resource }) => !grantableArns(resource).some((arn) => polledArns.has(arn))).map(environmentNeed),
    ...indexNeeds(lambda, named),
    ...destinationsOf(stack, lambda).flatMap(({ because, arn }) => destinationNeed(stack, because, arn)),
    ...emailNeeds(stack, lambda),
    ...settingNeeds(stack, lambda),
  ];
}

function environmentNeed({ variable, resource, usage }: Named): Need {
  const because = `environment.variables.${variable}`;
  const { actions, keyActions = [] } = usage;
  const sends = actions.includes("sqs:SendMessage");
  const needs = sends ? ["sqs:SendMessage"] : actions;
  return { because, resource, arns: grantableArns(resource), needs, enough: "one", may: actions, keyActions };
}

/** A function queries an index when its environment names both the table and the index. @throws {UnknownValue} */
function indexNeeds(lambda: Resource, named: readonly Named[]): readonly Need[] {
  const variables = variablesOf(lambda);
  const tables = new Set(
    named.map(({ resource }) => resource).filter((resource) => resource.type === awsTypes.dynamodb.table),
  );
  return [...tables].flatMap((resource) =>
    grantableArns(resource).flatMap((arn) => {
      const [variable] = variables.find(([, value]) => arn.endsWith(`/index/${value}`)) ?? [];
      if (variable === undefined) return [];
      const because = `environment.variables.${variable}`;
      const actions = ["dynamodb:Query"];
      return [{ because, resource, arns: [arn], needs: actions, enough: "all" as const, may: actions, keyActions: [] }];
    }),
  );
}

/** Event source mappings that call the function, under any qualifier. @throws {UnknownValue} */
export function mappingsOf(stack: Stack, lambda: Resource): readonly Resource[] {
  return stack
    .ofType(awsTypes.lambda.eventSourceMapping)
    .filter((mapping) => calleeOf(stack, mapping, "functionName")?.function === lambda);
}

function pollNeeds(stack: Stack, mapping: Resource, namedArns: ReadonlySet<string>): readonly Need[] {
  const arn = mapping.text("eventSourceArn");
  if (arn === undefined) return [];
  const because = `eventSourceArn of '${mapping.name}'`;
  const [resource] = stack.holding(arn, ...usableTypes);
  const shared = { because, resource, arns: [arn], enough: "all", keyActions: ["kms:Decrypt"] } as const;
  const service = parseArn(arn)?.service;
  if (service === "sqs") {
    // With the URL of its own queue in the environment, a function may change the visibility timeout of messages.
    const actions = namedArns.has(arn) ? usesPolledQueue : pollsQueue;
    return [{ ...shared, needs: actions, may: actions }];
  }
  if (service !== "dynamodb") return [];
  return [{ ...shared, needs: pollsStream, may: pollsStream }, everywhere(because, findsStreams)];
}

/** Destinations to which Lambda sends the result of a call, with the function's role. */
function destinationsOf(stack: Stack, lambda: Resource): readonly { because: string; arn: string }[] {
  const configs = stack
    .ofType(awsTypes.lambda.functionEventInvokeConfig)
    .filter((config) => calleeOf(stack, config, "functionName")?.function === lambda);
  return [
    ...mappingsOf(stack, lambda).flatMap((mapping) => at(mapping, "destinationConfig.onFailure.destinationArn")),
    ...configs.flatMap((config) => at(config, "destinationConfig.onFailure.destination")),
    ...configs.flatMap((config) => at(config, "destinationConfig.onSuccess.destination")),
    ...at(lambda, "deadLetterConfig.targetArn"),
  ];
}

function at(resource: Resource, path: string): readonly { because: string; arn: string }[] {
  const arn = resource.text(path);
  return arn === undefined ? [] : [{ because: `${path} of '${resource.name}'`, arn }];
}

function destinationNeed(stack: Stack, because: string, arn: string): readonly Need[] {
  const [resource] = stack.holding(arn, ...usableTypes);
  const action = destinationActions[parseArn(arn)?.service ?? ""];
  if (action === undefined) return [];
  const keyActions = resource === undefined ? [] : (usageOf(resource).keyActions ?? []);
  return [{ because, resource, arns: [arn], needs: [action], enough: "all", may: [action], keyActions }];
}

const destinationActions: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
  events: "events:PutEvents",
  lambda: "lambda:InvokeFunction",
};

function settingNeeds(stack: Stack, lambda: Resource): readonly Need[] {
  const traced = lambda.text("tracingConfig.mode") === "Active";
  return [...(traced ? [everywhere("tracingConfig.mode", traces)] : []), ...networkNeeds(stack, lambda)];
}

/** Network interfaces, by a wildcard because their ids are not known in advance, in the function's own subnets and security groups. */
function networkNeeds(stack: Stack, lambda: Resource): readonly Need[] {
  const inside = networkResources(lambda.texts("vpcConfig.subnetIds"), lambda.texts("vpcConfig.securityGroupIds"));
  const left = inside.length > 0 ? [] : leftNetwork(stack);
  const resources = [...inside, ...left];
  if (resources.length === 0) return [];
  const because = "vpcConfig.subnetIds";
  const own = parseArn(lambda.text("arn") ?? "");
  const prefix = `arn:${own?.partition}:ec2:${own?.region}:${own?.account}`;
  const { changes, deletes, looks } = joinsNetwork;
  const on = (name: string, actions: readonly string[]) => ({
    ...everywhere(because, actions),
    arns: [`${prefix}:${name}`],
  });
  const needs = [
    on("network-interface/*", changes),
    ...resources.map((name) => on(name, ["ec2:CreateNetworkInterface"])),
    on("*/*", deletes),
    everywhere(because, looks),
  ];
  return left.length === 0 ? needs : needs.map((need) => ({ ...need, needs: [] }));
}

/** Where functions stood that have left their network: Lambda takes away their interfaces in the names of their roles. */
function leftNetwork(stack: Stack): readonly string[] {
  if (functionsOf(stack).some((lambda) => lambda.list("vpcConfig.subnetIds").length > 0)) return [];
  const endpoints = stack.ofType(awsTypes.ec2.vpcEndpoint);
  const subnets = [...new Set(endpoints.flatMap((endpoint) => endpoint.texts("subnetIds")))];
  return networkResources(
    subnets,
    stack.ofType(awsTypes.ec2.securityGroup).flatMap((group) => group.text("id") ?? []),
  );
}

function networkResources(subnets: readonly string[], groups: readonly string[]): readonly string[] {
  return [...subnets.map((id) => `subnet/${id}`), ...groups.map((id) => `security-group/${id}`)];
}

/** A need of actions that IAM cannot limit to a resource. */
function everywhere(because: string, actions: readonly string[]): Need {
  return { because, resource: undefined, arns: ["*"], needs: actions, enough: "all", may: actions, keyActions: [] };
}
