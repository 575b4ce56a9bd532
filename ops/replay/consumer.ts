// Calls a stream's consumer with records, as Lambda does.
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { DynamoDBRecord } from "aws-lambda";
import { ALIAS } from "../../components/functions";
import { parseObject, textOf } from "../queues/parse";

/** The consumer did not accept some records. */
export class NotTakenError extends Error {
  override readonly name = "NotTakenError";
}

/** Records per call. Lambda accepts 6 MB in a synchronous call, and a record has two images of at most 400 kB: see `mostBytes`. */
const mostRecords = 100;

/** Bytes of records in one call, well below Lambda's limit. Source: Lambda's guide, "Lambda quotas". */
const mostBytes = 4_000_000;

/** Calls for the same records. */
const mostCalls = 3;

/**
 * Calls the function until it has accepted every record, in order. It tolerates getting a record twice.
 *
 * @throws {NotTakenError} it rejected some three times
 */
export async function giveTo(
  lambda: Pick<LambdaClient, "send">,
  functionName: string,
  records: readonly DynamoDBRecord[],
): Promise<void> {
  for (const batch of inBatches(records)) {
    let left = batch;
    for (let call = 1; left.length > 0; call++) {
      const { failed, why } = await invoke(lambda, functionName, left);
      if (failed !== undefined && call === mostCalls)
        throw new NotTakenError(
          `${functionName} did not take ${left.length - failed} of ${records.length} records: ${why}`,
        );
      left = failed === undefined ? [] : left.slice(failed);
    }
  }
}

/** @returns index of the first rejected record, and the reason; it and all later records are sent again */
async function invoke(
  lambda: Pick<LambdaClient, "send">,
  functionName: string,
  records: readonly DynamoDBRecord[],
): Promise<{ readonly failed?: number; readonly why?: string }> {
  const answer = await lambda.send(
    new InvokeCommand({
      FunctionName: functionName,
      Qualifier: ALIAS,
      InvocationType: "RequestResponse",
      Payload: Buffer.from(JSON.stringify({ Records: records })),
    }),
  );
  const result = parseObject(Buffer.from(answer.Payload ?? []).toString("utf8"));
  if (answer.FunctionError !== undefined) return { failed: 0, why: textOf(result?.errorType) ?? answer.FunctionError };
  const failures: readonly unknown[] = Array.isArray(result?.batchItemFailures) ? result.batchItemFailures : [];
  if (failures.length === 0) return {};
  const first = textOf(parseObject(failures[0])?.itemIdentifier);
  const index = records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === first);
  return { failed: Math.max(0, index), why: "see its errors" };
}

function inBatches(records: readonly DynamoDBRecord[]): DynamoDBRecord[][] {
  const batches: DynamoDBRecord[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record));
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === mostRecords || bytes + size > mostBytes) {
      batches.push([record]);
      bytes = size;
    } else {
      batch.push(record);
      bytes += size;
    }
  }
  return batches;
}
