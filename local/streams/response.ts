import * as z from "zod";

/** Result of a call. */
export type CallOutcome =
  /** The call was throttled, or Lambda did not respond. It uses up no retry. */
  | { readonly kind: "not-called" }
  | { readonly kind: "error"; readonly functionError: string; readonly version: string }
  | { readonly kind: "answer"; readonly payload: unknown; readonly version: string };

const report = z.looseObject({ batchItemFailures: z.array(z.unknown()).nullish() });
const failure = z.looseObject({ itemIdentifier: z.string().min(1) });

/**
 * Reads an answer under `ReportBatchItemFailures`.
 *
 * Source: Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda", "Success and failure conditions": an empty
 * or absent list or answer is success; an empty, null or misnamed identifier fails the whole batch; of several identifiers the lowest
 * sequence number is the checkpoint. An identifier that is not of the batch is not mentioned there; it counts as a bad one here.
 *
 * @param sequenceNumbers of the batch, in its order
 * @returns index of the first record to retry; undefined when all succeeded
 */
export function firstFailed(payload: unknown, sequenceNumbers: readonly string[]): number | undefined {
  const read = report.safeParse(payload ?? {});
  const failures = read.success ? (read.data.batchItemFailures ?? []) : [];
  if (failures.length === 0) return undefined;
  const indexes = failures.map((one) => {
    const named = failure.safeParse(one);
    return named.success ? sequenceNumbers.indexOf(named.data.itemIdentifier) : -1;
  });
  return Math.max(0, Math.min(...indexes));
}
