import { accessRows } from "./access";
import { dataRows } from "./data";
import { functionRows } from "./functions";
import { mappingRows } from "./mappings";
import { messageRows } from "./messages";
import { observationRows } from "./observation";
import type { Rows } from "./row";
import { storageRows } from "./storage";

/**
 * What it takes to manage every resource type of the program, in one policy each: AWS allows 6,144 characters in one. A type that is in
 * the program and not here fails a test.
 */
export const bundles = {
  data: dataRows,
  storage: storageRows,
  messages: messageRows,
  functions: functionRows,
  mappings: mappingRows,
  access: accessRows,
  observation: observationRows,
} as const satisfies Readonly<Record<string, Rows>>;

/** All rows of the table. */
export const allRows: Rows = {
  ...dataRows,
  ...storageRows,
  ...messageRows,
  ...functionRows,
  ...mappingRows,
  ...accessRows,
  ...observationRows,
};

export type BundleName = keyof typeof bundles;

export const bundleNames = Object.keys(bundles) as readonly BundleName[];
