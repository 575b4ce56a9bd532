import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/** Bucket settings that are separate resources, looked up by bucket. */
export interface BucketSettings {
  /** @throws {UnknownValue} a setting's bucket is not known */
  of(bucket: Resource): readonly Resource[];
}

/**
 * The bucket settings of this type in the stack. The same settings inside a bucket do not count: the provider has deprecated them, and a
 * bucket with both changes at every deployment.
 */
export function bucketSettings(stack: Stack, type: string): BucketSettings {
  let byBucket: ReadonlyMap<Resource, readonly Resource[]> | undefined;
  return {
    of(bucket) {
      byBucket ??= settingsByBucket(stack, type);
      return byBucket.get(bucket) ?? [];
    },
  };
}

function settingsByBucket(stack: Stack, type: string): ReadonlyMap<Resource, readonly Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const setting of stack.ofType(type)) {
    for (const bucket of stack.named(setting, "bucket", awsTypes.s3.bucket)) {
      found.set(bucket, [...(found.get(bucket) ?? []), setting]);
    }
  }
  return found;
}
