import { awsTypes } from "../../aws/resource-types";

const backups =
  "AWS Backup: no backup is made, copied or restored as a test; `npm run ops -- restore` was rehearsed with DynamoDB's own restores (`npm test -- tests/ops/restore.e2e.test.ts`)";
const costs = "AWS Budgets and Cost Anomaly Detection: nothing costs anything here, so neither notifies anybody";
const trail = "CloudTrail: no read or write of a table is recorded, and the bucket for the records is not made";

const { backup, budgets, cloudtrail, costexplorer, s3 } = awsTypes;

/**
 * Types that the local run takes as they are declared and makes nothing of: what the emulator would make of them does nothing, and nothing
 * else of the program asks them. With the line of the report that says so, by type token.
 */
export const declaredOnly: ReadonlyMap<string, string> = new Map([
  ...Object.values(backup).map((type) => [type, backups] as const),
  ...[...Object.values(budgets), ...Object.values(costexplorer)].map((type) => [type, costs] as const),
  ...[cloudtrail.trail, ...Object.values(s3)].map((type) => [type, trail] as const),
]);
