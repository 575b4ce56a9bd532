// Variables of the functions behind the API.
import type * as z from "zod";
import { isCorsOrigin } from "../../shared/cors-origin";
import { commonEnvironment, listVariable, readEnvironment, tableName, textVariable } from "../../shared/env";
import type { ApiDependencies } from "./api-function";

/** Variables of every function behind the API. */
export const apiEnvironment = commonEnvironment.extend({
  ORDERS_TABLE_NAME: tableName(),
  /** A token with this scope is a staff member's. */
  STAFF_SCOPE: textVariable().regex(/^\S+$/, "must be one scope without spaces"),
  /** Web origins that may read responses, separated by commas; all when absent. */
  CORS_ALLOWED_ORIGINS: listVariable()
    .refine((origins) => origins.every(isCorsOrigin), "must be '*' or origins such as https://shop.example.com")
    .optional(),
});

export type ApiEnvironment = z.infer<typeof apiEnvironment>;

/** Reads the variables of a function that needs no others. @throws EnvironmentError naming each that is missing or bad */
export function readApiEnvironment(source?: Readonly<Record<string, string | undefined>>): ApiEnvironment {
  return readEnvironment(apiEnvironment, source);
}

/** Common options of the functions behind the API. */
export function apiOptionsOf(env: ApiEnvironment): Pick<ApiDependencies, "staffScope" | "allowedOrigins"> {
  return { staffScope: env.STAFF_SCOPE, allowedOrigins: env.CORS_ALLOWED_ORIGINS ?? ["*"] };
}
