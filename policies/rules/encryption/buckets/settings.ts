import type { Stack } from "../../../engine/stack";
import type { Subject } from "../../../engine/subject";

export const bucketType = "aws:s3/bucket:Bucket";

/** Settings of buckets that are resources of their own, by bucket. */
export interface BucketSettings {
  /** @throws {Undecided} a setting's bucket is not known */
  of(bucket: Subject): readonly Subject[];
}

/**
 * The settings of this type in the stack. The provider takes the same settings inside a bucket too, but has them deprecated, and a
 * bucket with both never comes to rest: what is inside does not count.
 */
export function bucketSettings(stack: Stack, type: string): BucketSettings {
  let byBucket: ReadonlyMap<Subject, readonly Subject[]> | undefined;
  return {
    of(bucket) {
      byBucket ??= settingsByBucket(stack, type);
      return byBucket.get(bucket) ?? [];
    },
  };
}

function settingsByBucket(stack: Stack, type: string): ReadonlyMap<Subject, readonly Subject[]> {
  const found = new Map<Subject, Subject[]>();
  for (const setting of stack.ofType(type)) {
    for (const bucket of stack.named(setting, "bucket", bucketType)) {
      found.set(bucket, [...(found.get(bucket) ?? []), setting]);
    }
  }
  return found;
}
