import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

export const keyType = "aws:kms/key:Key";
const aliasType = "aws:kms/alias:Alias";

/** Where resources name the key that encrypts what they keep; `*` stands for every item of a list. */
const keyProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:backup/vault:Vault": ["kmsKeyArn"],
  "aws:cloudtrail/trail:Trail": ["kmsKeyId"],
  "aws:cloudwatch/eventArchive:EventArchive": ["kmsKeyIdentifier"],
  "aws:cloudwatch/eventBus:EventBus": ["kmsKeyIdentifier"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId"],
  "aws:dynamodb/table:Table": ["serverSideEncryption.kmsKeyArn"],
  "aws:kms/alias:Alias": ["targetKeyId"],
  "aws:kms/ciphertext:Ciphertext": ["keyId"],
  "aws:lambda/function:Function": ["kmsKeyArn"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    "rules.*.applyServerSideEncryptionByDefault.kmsMasterKeyId",
  ],
  "aws:sns/topic:Topic": ["kmsMasterKeyId"],
  "aws:sqs/queue:Queue": ["kmsMasterKeyId"],
};

/** Types that name a key. */
export const encryptedTypes: readonly string[] = Object.keys(keyProperties);

/** Paths of the properties by which a resource names its keys. @throws {UnknownValue} */
export function keyPathsOf(resource: Resource): readonly string[] {
  return (keyProperties[resource.type] ?? []).flatMap((path) => {
    const [list, rest] = path.split(".*.");
    if (list === undefined || rest === undefined) return [path];
    return resource.list(list).map((_, index) => `${list}.${index}.${rest}`);
  });
}

/** The key of this stack that a property names, by id, ARN or alias. @throws {UnknownValue} */
export function keyNamed(stack: Stack, resource: Resource, path: string): Resource | undefined {
  const [named] = stack.named(resource, path, keyType, aliasType);
  if (named === undefined || named.type === keyType) return named;
  return stack.named(named, "targetKeyId", keyType)[0];
}

/** The key of this stack that encrypts what a resource keeps. @throws {UnknownValue} */
export function keyOf(stack: Stack, resource: Resource): Resource | undefined {
  return keyPathsOf(resource).flatMap((path) => keyNamed(stack, resource, path) ?? [])[0];
}
