import { awsTypes } from "../../aws/resource-types";
import type { Resource } from "../engine/resource";
import type { Stack } from "../engine/stack";

/** Settings of buckets that are resources of their own, by bucket. */
export interface BucketSettings {
  /** @throws {UnknownValue} a setting's bucket is not known */
  of(bucket: Resource): readonly Resource[];
}

/**
 * The settings of this type in the stack. The provider takes the same settings inside a bucket too, but has them deprecated, and a
 * bucket with both never comes to rest: what is inside does not count.
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
