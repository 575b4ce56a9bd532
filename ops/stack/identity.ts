import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import { partitionOf } from "../../aws/partitions";
import type { Target } from "./target";

/** The credentials are of another account or partition than the stack. */
export class WrongAccountError extends Error {
  override readonly name = "WrongAccountError";
}

/**
 * Checks the account of the credentials before anything else is read or changed: names of tables and queues are the same in every account.
 *
 * STS answers every principal, whatever its policies allow. Source: STS's API reference, `GetCallerIdentity`.
 *
 * @throws {WrongAccountError} naming both accounts, or both partitions
 */
export async function checkCaller(
  sts: Pick<STSClient, "send">,
  { accountId, region }: Pick<Target, "accountId" | "region">,
): Promise<void> {
  const { Account = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const partition = Arn.split(":")[1] ?? "";
  const wanted = partitionOf(region).name;
  if (Account === accountId && partition === wanted) return;
  const differs =
    Account === accountId
      ? `the stack is in partition ${wanted} (${region}), the credentials are of partition ${partition}`
      : `the stack is in account ${accountId}, the credentials are of account ${Account}`;
  throw new WrongAccountError(
    `${differs} (${Arn}). Nothing was read or changed. Sign in to the stack's account, or give the outputs of the stack that is meant`,
  );
}
