import { accessRows } from "./access";
import { backupRows } from "./backups";
import { dataRows } from "./data";
import { emailRows } from "./email";
import { functionRows } from "./functions";
import { mappingRows } from "./mappings";
import { messageRows } from "./messages";
import { observationRows } from "./observation";
import { rolloutRows } from "./rollout";
import type { Rows } from "./row";
import { storageRows } from "./storage";

/**
 * Rights for managing every resource type of the program, one managed policy per bundle, because AWS allows 6,144 characters in one. A test
 * fails for a type of the program that is missing here.
 */
export const bundles = {
  data: dataRows,
  storage: storageRows,
  backups: backupRows,
  messages: messageRows,
  email: emailRows,
  functions: functionRows,
  mappings: mappingRows,
  access: accessRows,
  observation: observationRows,
  rollout: rolloutRows,
} as const satisfies Readonly<Record<string, Rows>>;

/** All rows of the table. */
export const allRows: Rows = {
  ...dataRows,
  ...storageRows,
  ...backupRows,
  ...messageRows,
  ...emailRows,
  ...functionRows,
  ...mappingRows,
  ...accessRows,
  ...observationRows,
  ...rolloutRows,
};

export type BundleName = keyof typeof bundles;

export const bundleNames = Object.keys(bundles) as readonly BundleName[];
