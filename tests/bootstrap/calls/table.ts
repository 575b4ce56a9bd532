import { accessCalls } from "./access";
import { backupCalls } from "./backups";
import type { Calls } from "./call";
import { dataCalls } from "./data";
import { edgeCalls } from "./edge";
import { functionCalls } from "./functions";
import { messageCalls } from "./messages";
import { networkCalls } from "./network";

/** What the AWS provider calls for each resource type of the program, and what AWS authorizes that against. */
export const allCalls: Readonly<Record<string, readonly Calls[]>> = {
  ...accessCalls,
  ...backupCalls,
  ...dataCalls,
  ...edgeCalls,
  ...functionCalls,
  ...messageCalls,
  ...networkCalls,
};
