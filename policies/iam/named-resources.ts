import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { dataActions } from "./data-actions";

/** How a kind of resource is used when a function's environment names it. */
export interface Usage {
  /** Prefix of its actions. */
  readonly service: string;
  /** Of which a function needs at least one, and may have all. */
  readonly actions: readonly string[];
  /** Property with the key that it is encrypted by, when the service uses the key in the name of the caller. */
  readonly keyProperty?: string;
  /** What the caller must be allowed to do with the key. */
  readonly keyActions?: readonly string[];
}

const read = ["kms:Decrypt"];
const send = ["kms:Decrypt", "kms:GenerateDataKey"];

/** Kinds of resources that a function uses when it knows their name. The one place to add another. */
const usages: Readonly<Record<string, Usage>> = {
  [awsTypes.dynamodb.table]: usage("dynamodb", "serverSideEncryption.kmsKeyArn", read),
  [awsTypes.sqs.queue]: usage("sqs", "kmsMasterKeyId", send),
  [awsTypes.sns.topic]: usage("sns", "kmsMasterKeyId", send),
  [awsTypes.secretsmanager.secret]: usage("secretsmanager", "kmsKeyId", read),
  [awsTypes.ssm.parameter]: usage("ssm", "keyId", read),
  // An encrypted bus uses its key by itself.
  [awsTypes.cloudwatch.eventBus]: usage("events"),
  [awsTypes.s3.bucket]: usage("s3"),
  [awsTypes.s3.bucketV2]: usage("s3"),
  [awsTypes.sfn.stateMachine]: usage("states"),
  [awsTypes.kinesis.stream]: usage("kinesis", "kmsKeyId", send),
};

/** A resource that one of a function's variables names. */
export interface Named {
  /** Name of the variable. */
  readonly variable: string;
  readonly resource: Resource;
  readonly usage: Usage;
}

/** Resources of this stack whose name, ARN or URL stands in the function's environment. @throws {UnknownValue} a variable is not known yet */
export function namedByEnvironment(stack: Stack, lambda: Resource): readonly Named[] {
  return variablesOf(lambda).flatMap(([variable, value]) =>
    stack.holding(value, ...Object.keys(usages)).map((resource) => ({ variable, resource, usage: usageOf(resource) })),
  );
}

/** Names and values of a function's environment. @throws {UnknownValue} a variable is not known yet */
export function variablesOf(lambda: Resource): readonly (readonly [name: string, value: string])[] {
  return lambda.keys("environment.variables").flatMap((name) => {
    const value = lambda.text(`environment.variables.${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** How a resource of one of the kinds above is used. @throws {Error} it is of no such kind */
export function usageOf(resource: Resource): Usage {
  const found = usages[resource.type];
  if (found === undefined) throw new Error(`no usage of ${resource.type}`);
  return found;
}

/** The kinds of resources that a function can be given to use. */
export const usableTypes: readonly string[] = Object.keys(usages);

/** ARNs under which a resource is granted: its own, and those of a table's indexes or a bucket's objects. @throws {UnknownValue} */
export function grantableArns(resource: Resource): readonly string[] {
  const arn = resource.text("arn");
  if (arn === undefined) return [];
  if (resource.type.startsWith("aws:s3/")) return [arn, `${arn}/*`];
  const indexes = [...resource.list("globalSecondaryIndexes"), ...resource.list("localSecondaryIndexes")];
  return [arn, ...indexes.map((index) => `${arn}/index/${String(Reflect.get(Object(index), "name"))}`)];
}

function usage(service: string, keyProperty?: string, keyActions?: readonly string[]): Usage {
  const actions = (dataActions[service] ?? []).map((name) => `${service}:${name}`);
  return { service, actions, ...(keyProperty && { keyProperty }), ...(keyActions && { keyActions }) };
}
