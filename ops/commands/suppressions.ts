import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, GetCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { explain } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { columns } from "../../cli/table";
import { addressKey } from "../../functions/confirmations/domain/address";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import { confirmChange } from "../console";
import type { OpsContext } from "../context";
import { textOf } from "../stack/tables";
import { counted, maskAddress } from "../text";

/** Lists suppressed addresses, the newest first. */
export async function listSuppressions(
  { target, clients, console }: OpsContext,
  input: InputOf<"suppressions list">,
): Promise<ExitCode> {
  const { suppressionsTableName } = target.outputs.confirmations;
  const found: Readonly<Record<string, unknown>>[] = [];
  let more = false;
  // The table has no index, but only bounced or complaining addresses, so scanning it is cheap.
  let failure: unknown;
  try {
    for await (const page of paginateScan({ client: clients.dynamo }, { TableName: suppressionsTableName })) {
      found.push(...(page.Items ?? []));
      more = found.length > input.limit || (found.length === input.limit && page.LastEvaluatedKey !== undefined);
      if (found.length >= input.limit) break;
    }
  } catch (error) {
    if (found.length === 0) throw error;
    failure = error;
    console.note(`error: ${explain(error)}. What follows is not all`);
  }
  const code = failure === undefined ? exitCodes.ok : exitCodes.failed;
  const shown = input.showAddresses ? (address: string) => address : maskAddress;
  const suppressions = found
    .slice(0, input.limit)
    .map((item) => ({
      address: shown(textOf(item, "address")),
      reason: textOf(item, "reason"),
      at: textOf(item, "at"),
      eventId: textOf(item, "eventId"),
    }))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (input.json) {
    console.sayJson({ suppressions, more, ...(failure === undefined ? {} : { failure: explain(failure) }) });
    return code;
  }
  if (suppressions.length > 0) {
    console.say(
      columns(
        ["since", "reason", "address"],
        suppressions.map(({ at, reason, address }) => [at, reason, address]),
      ),
    );
  }
  console.say(
    `${counted(suppressions.length, "suppressed address").replace(/addresss$/, "addresses")}${more ? ", and more: raise --limit" : ""}`,
  );
  return code;
}

/** Lets an address get email again. */
export async function removeSuppression(
  { target, clients, console }: OpsContext,
  input: InputOf<"suppressions remove">,
): Promise<ExitCode> {
  const table = { TableName: target.outputs.confirmations.suppressionsTableName };
  const address = addressKey(input.address);
  const shown = input.showAddresses ? address : maskAddress(address);
  const { Item } = await clients.dynamo.send(new GetCommand({ ...table, Key: { address }, ConsistentRead: true }));
  if (Item === undefined) return notSuppressed();
  const at = textOf(Item, "at");
  const [reason, since] = [textOf(Item, "reason"), at].map(cleanLine);
  await confirmChange(
    console,
    `Remove ${shown}, suppressed since ${since} (${reason}), so that it gets email again, in ${target.title}?`,
    input.yes,
  );
  try {
    // Only the entry that was shown: a complaint that arrived since stays.
    await clients.dynamo.send(
      new DeleteCommand({
        ...table,
        Key: { address },
        ConditionExpression: "#at = :at",
        ExpressionAttributeNames: { "#at": "at" },
        ExpressionAttributeValues: { ":at": at },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    console.note(`${shown} was changed or removed by somebody else meanwhile: nothing was changed. Look again.`);
    return exitCodes.failed;
  }
  if (input.json) console.sayJson({ removed: true, address: shown, reason, at });
  else console.say(`removed ${shown}: it was suppressed since ${since} (${reason}) and gets email again`);
  return exitCodes.ok;

  function notSuppressed(): ExitCode {
    if (input.json) console.sayJson({ removed: false, address: shown });
    else console.say(`${shown} is not suppressed: nothing to remove`);
    return exitCodes.failed;
  }
}
