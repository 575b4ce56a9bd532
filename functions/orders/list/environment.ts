// Variables of orders-list.
import type * as z from "zod";
import { readEnvironment, tableName } from "../../shared/env";
import { apiEnvironment } from "../api/api-environment";

const listEnvironment = apiEnvironment.extend({ CUSTOMER_INDEX_NAME: tableName() });

export type ListEnvironment = z.infer<typeof listEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readListEnvironment(source?: Readonly<Record<string, string | undefined>>): ListEnvironment {
  return readEnvironment(listEnvironment, source);
}
