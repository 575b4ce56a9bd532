// Calls of a table, of the code and of the estimate.
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { FlowEstimate } from "../../../scripts/cost/estimate";

/** A table that takes everything, but refuses the calls of these numbers, and knows nothing. */
export function countingTable(refused: readonly number[] = []) {
  const calls: string[] = [];
  const send = async (command: object): Promise<object> => {
    const kind = [GetCommand, PutCommand, QueryCommand, UpdateCommand].find((each) => command instanceof each);
    calls.push(kind === GetCommand || kind === QueryCommand ? "read" : "write");
    if (refused.includes(calls.length)) {
      throw new ConditionalCheckFailedException({ message: "the condition does not hold", $metadata: {} });
    }
    return {};
  };
  // The commands' types differ in what they answer, of which none of this code reads anything here.
  return { calls, client: { send: send as never } };
}

/** Calls of a table by an event, as the estimate has them. */
export function estimated(
  { million }: FlowEstimate,
  table: string,
): { readonly reads: number; readonly writes: number } {
  const named = (what: string) => million.steps.filter((step) => step.what === what).length;
  return { reads: named(`read of ${table}`), writes: named(`write to ${table}`) };
}

/** Calls of a table that were made. */
export function counted(calls: readonly string[]) {
  return {
    reads: calls.filter((kind) => kind === "read").length,
    writes: calls.filter((kind) => kind === "write").length,
  };
}
