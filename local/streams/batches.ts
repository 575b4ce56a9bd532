import type { StreamRecord } from "./record";

/** A call's payload has at most 6 MB (Lambda Developer Guide, "Lambda quotas"); the frame around the records is small. */
const largestBytes = 6 * 1_024 * 1_024 - 1_024;

/**
 * How many of the records that wait make the next batch: as many as a batch holds, in number and in bytes, at least one.
 *
 * @returns `full` when no more fit, so that the caller need not wait
 */
export function nextBatch(
  waiting: readonly StreamRecord[],
  batchSize: number,
): { readonly size: number; readonly full: boolean } {
  let bytes = 0;
  for (const [index, record] of waiting.entries()) {
    bytes += record.bytes + 1;
    if (index === batchSize || (bytes > largestBytes && index > 0)) return { size: index, full: true };
  }
  return { size: waiting.length, full: waiting.length === batchSize };
}
