// Variables of orders-authorizer.
import type * as z from "zod";
import {
  commonEnvironment,
  listVariable,
  neededTogether,
  readEnvironment,
  textVariable,
  urlVariable,
} from "../../shared/env";
import { asymmetricAlgorithms } from "./algorithms";

const authorizerEnvironment = commonEnvironment
  .extend({
    AUTH_ISSUER: urlVariable(),
    AUTH_AUDIENCE: textVariable(),
    AUTH_ALGORITHMS: listVariable().refine(
      (names) => names.every((name) => asymmetricAlgorithms.has(name)),
      `must name only ${[...asymmetricAlgorithms].join(", ")}`,
    ),
    AUTH_JWKS_URI: urlVariable().optional(),
    /** Scope of staff members' tokens. */
    STAFF_SCOPE: textVariable(),
    /** Claim that also marks staff members; none when absent. */
    STAFF_CLAIM: textVariable().optional(),
    STAFF_CLAIM_VALUE: textVariable().optional(),
  })
  .superRefine(neededTogether((env) => env.STAFF_CLAIM !== undefined, "STAFF_CLAIM_VALUE"));

export type AuthorizerEnvironment = z.infer<typeof authorizerEnvironment>;

/** Reads the variables. @throws EnvironmentError naming each that is missing or bad */
export function readAuthorizerEnvironment(
  source?: Readonly<Record<string, string | undefined>>,
): AuthorizerEnvironment {
  return readEnvironment(authorizerEnvironment, source);
}
