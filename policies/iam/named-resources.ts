import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";
import { dataActions } from "./data-actions";

/** How a function uses a kind of resource that its environment names. */
export interface Usage {
  /** Prefix of the service's IAM actions. */
  readonly service: string;
  /** The function needs at least one of these actions, and may have all. */
  readonly actions: readonly string[];
  /** Property with the resource's encryption key, where the service uses the key with the caller's rights. */
  readonly keyProperty?: string;
  /** What the caller must be allowed to do with the key. */
  readonly keyActions?: readonly string[];
}

const read = ["kms:Decrypt"];
const send = ["kms:Decrypt", "kms:GenerateDataKey"];

/** Resource types that a function uses when its environment names one. Add new types here only. */
const usages: Readonly<Record<string, Usage>> = {
  [awsTypes.dynamodb.table]: usage("dynamodb", "serverSideEncryption.kmsKeyArn", read),
  [awsTypes.sqs.queue]: usage("sqs", "kmsMasterKeyId", send),
  [awsTypes.sns.topic]: usage("sns", "kmsMasterKeyId", send),
  [awsTypes.secretsmanager.secret]: usage("secretsmanager", "kmsKeyId", read),
  [awsTypes.ssm.parameter]: usage("ssm", "keyId", read),
  // EventBridge uses the key of an encrypted bus with its own rights, so the publisher needs none.
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

/**
 * Resources of this stack whose name, ARN or URL is a value in the function's environment. @throws {UnknownValue} a variable is not known
 * yet
 */
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

/** How a function uses this resource. @throws {Error} its type is not in the table above */
export function usageOf(resource: Resource): Usage {
  const found = usages[resource.type];
  if (found === undefined) throw new Error(`no usage of ${resource.type}`);
  return found;
}

/** Types of the resources that a function can be granted to use. */
export const usableTypes: readonly string[] = Object.keys(usages);

/** ARNs by which a grant can name a resource: its own, and those of a table's indexes or a bucket's objects. @throws {UnknownValue} */
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
