import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/** Properties in which resources name their encryption key; `*` stands for every item of a list. */
const keyProperties: Readonly<Record<string, readonly string[]>> = {
  [awsTypes.backup.vault]: ["kmsKeyArn"],
  [awsTypes.cloudtrail.trail]: ["kmsKeyId"],
  [awsTypes.cloudwatch.eventArchive]: ["kmsKeyIdentifier"],
  [awsTypes.cloudwatch.eventBus]: ["kmsKeyIdentifier"],
  [awsTypes.cloudwatch.logGroup]: ["kmsKeyId"],
  [awsTypes.dynamodb.table]: ["serverSideEncryption.kmsKeyArn"],
  [awsTypes.kms.alias]: ["targetKeyId"],
  [awsTypes.kms.ciphertext]: ["keyId"],
  [awsTypes.lambda.function]: ["kmsKeyArn"],
  [awsTypes.s3.bucketServerSideEncryptionConfiguration]: ["rules.*.applyServerSideEncryptionByDefault.kmsMasterKeyId"],
  [awsTypes.sns.topic]: ["kmsMasterKeyId"],
  [awsTypes.sqs.queue]: ["kmsMasterKeyId"],
};

/** Types that name an encryption key. */
export const encryptedTypes: readonly string[] = Object.keys(keyProperties);

/** Paths of the properties in which a resource names its keys. @throws {UnknownValue} */
export function keyPathsOf(resource: Resource): readonly string[] {
  return (keyProperties[resource.type] ?? []).flatMap((path) => {
    const [list, rest] = path.split(".*.");
    if (list === undefined || rest === undefined) return [path];
    return resource.list(list).map((_, index) => `${list}.${index}.${rest}`);
  });
}

/** The key of this stack that a property refers to, by id, ARN or alias. @throws {UnknownValue} */
export function keyNamed(stack: Stack, resource: Resource, path: string): Resource | undefined {
  const [named] = stack.named(resource, path, awsTypes.kms.key, awsTypes.kms.alias);
  if (named === undefined || named.type === awsTypes.kms.key) return named;
  return stack.named(named, "targetKeyId", awsTypes.kms.key)[0];
}

/** The key of this stack that encrypts a resource's data. @throws {UnknownValue} */
export function keyOf(stack: Stack, resource: Resource): Resource | undefined {
  return keyPathsOf(resource).flatMap((path) => keyNamed(stack, resource, path) ?? [])[0];
}
