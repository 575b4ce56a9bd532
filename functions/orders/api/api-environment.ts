import { isCorsOrigin } from "../../shared/cors-origin";
import { listVariable, tableName, textVariable } from "../../shared/env";

/** Variables of every function behind the API, beside the common ones. */
export const apiVariables = {
  ORDERS_TABLE_NAME: tableName(),
  /** Scope of a token that makes its holder staff. */
  STAFF_SCOPE: textVariable().regex(/^\S+$/, "must be one scope without spaces"),
  /** Web origins that may read answers, separated by commas; all when absent. */
  CORS_ALLOWED_ORIGINS: listVariable()
    .refine((origins) => origins.every(isCorsOrigin), "must be '*' or origins such as https://shop.example.com")
    .optional(),
};

/** The allowed origins of an environment. */
export function allowedOriginsOf(env: {
  readonly CORS_ALLOWED_ORIGINS?: readonly string[] | undefined;
}): readonly string[] {
  return env.CORS_ALLOWED_ORIGINS ?? ["*"];
}
