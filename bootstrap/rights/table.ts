import { accessRows } from "./access";
import { apiRows } from "./api";
import { backupRows } from "./backups";
import { costRows } from "./costs";
import { dataRows } from "./data";
import { edgeRows } from "./edge";
import { emailRows } from "./email";
import { functionRows } from "./functions";
import { mappingRows } from "./mappings";
import { messageRows } from "./messages";
import { networkRows } from "./network";
import { observationRows } from "./observation";
import { rolloutRows } from "./rollout";
import type { Rows } from "./row";
import { storageRows } from "./storage";

/**
 * Rights for managing every resource type of the program, one policy per bundle, because AWS allows 6,144 characters in a managed one. A test
 * fails for a type of the program that is missing here.
 */
export const bundles = {
  data: dataRows,
  // Costs are where a policy has room.
  storage: { ...storageRows, ...costRows },
  backups: backupRows,
  messages: messageRows,
  email: emailRows,
  functions: functionRows,
  mappings: mappingRows,
  access: accessRows,
  observation: observationRows,
  rollout: rolloutRows,
  network: networkRows,
  api: { ...apiRows, ...edgeRows },
} as const satisfies Readonly<Record<string, Rows>>;

/** All rows of the table. */
export const allRows: Rows = Object.assign({}, ...Object.values(bundles));

export type BundleName = keyof typeof bundles;

export const bundleNames = Object.keys(bundles) as readonly BundleName[];

/**
 * Bundles whose policies are in the role: a role has ten managed policies unless AWS is asked for more, and beside them 10,240 characters of its
 * own.
 */
export const inlineBundles: readonly BundleName[] = ["api", "email"];
