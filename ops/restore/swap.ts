import {
  type BackupSummary,
  CreateBackupCommand,
  DeleteTableCommand,
  DescribeBackupCommand,
  type DynamoDBClient,
  ListBackupsCommand,
  RestoreTableFromBackupCommand,
  type TableDescription,
  UpdateTableCommand,
} from "@aws-sdk/client-dynamodb";
import { describeTable } from "./restored-copy";
import { RestoreError, until } from "./until";

// A table restored from a point in time needs a name that is free, and the point goes with its table. So the copy is backed up, and the table
// restored from that backup once its name is free.

/**
 * Backs the copy up, once.
 *
 * @param name of the backup: one of this name of this very copy is taken for it
 * @returns its ARN, once a table can be restored from it; undefined when the person stopped waiting
 * @throws {RestoreError} AWS deleted it
 */
export async function backUp(
  client: DynamoDBClient,
  copy: TableDescription,
  name: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const known = (await backupsOf(client, copy.TableName)).find(
    (each) => each.BackupName === name && each.TableId === copy.TableId && each.BackupStatus !== "DELETED",
  );
  const BackupArn =
    known?.BackupArn ??
    (await client.send(new CreateBackupCommand({ TableName: copy.TableName, BackupName: name }))).BackupDetails
      ?.BackupArn;
  return until(
    signal,
    async () => {
      const { BackupDescription } = await client.send(new DescribeBackupCommand({ BackupArn }));
      const status = BackupDescription?.BackupDetails?.BackupStatus;
      if (status === "DELETED") throw new RestoreError(`the backup ${BackupArn} of ${copy.TableName} was deleted`);
      return status === "AVAILABLE" ? BackupArn : undefined;
    },
    () => `the backup of ${copy.TableName} is not there`,
  );
}

async function backupsOf(client: DynamoDBClient, TableName: string | undefined): Promise<readonly BackupSummary[]> {
  const found: BackupSummary[] = [];
  let ExclusiveStartBackupArn: string | undefined;
  do {
    const page = await client.send(new ListBackupsCommand({ TableName, ExclusiveStartBackupArn, BackupType: "USER" }));
    found.push(...(page.BackupSummaries ?? []));
    ExclusiveStartBackupArn = page.LastEvaluatedBackupArn;
  } while (ExclusiveStartBackupArn !== undefined);
  return found;
}

/**
 * Deletes the table, protected or not.
 *
 * @param id of the table that is meant
 * @returns false when the person stopped waiting
 * @throws {RestoreError} the table of this name is another one by now
 */
export async function deleteTable(
  client: DynamoDBClient,
  TableName: string,
  id: string,
  signal: AbortSignal,
): Promise<boolean> {
  const table = await describeTable(client, TableName);
  if (table?.TableId !== undefined && table.TableId !== id)
    throw new RestoreError(`${TableName} is another table by now: nothing was deleted`);
  if (table !== undefined && table.TableStatus !== "DELETING") {
    if (table.DeletionProtectionEnabled === true)
      await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await client.send(new DeleteTableCommand({ TableName }));
  }
  const isGone = await until(
    signal,
    async () => (await describeTable(client, TableName)) === undefined || undefined,
    () => `${TableName} is still there`,
  );
  return isGone === true;
}

/** Begins to restore the table under its name. It has data, indexes and key; what else it had is in `TableSettings`. */
export async function restoreFrom(client: DynamoDBClient, BackupArn: string, TargetTableName: string): Promise<void> {
  await client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName }));
}
