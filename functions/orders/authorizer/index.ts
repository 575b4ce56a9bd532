import { createDocumentClient } from "../../shared/clients";
import {
  commonEnvironment,
  listVariable,
  neededTogether,
  readEnvironment,
  textVariable,
  urlVariable,
} from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { asymmetricAlgorithms } from "./algorithms";
import { createHandler } from "./handler";
import { discoveredKeySource, fixedKeySource } from "./key-source";
import { createTokenVerifier } from "./token-verifier";

const env = readEnvironment(
  commonEnvironment
    .extend({
      AUTH_ISSUER: urlVariable(),
      AUTH_AUDIENCE: textVariable(),
      AUTH_ALGORITHMS: listVariable().refine(
        (names) => names.every((name) => asymmetricAlgorithms.has(name)),
        `must name only ${[...asymmetricAlgorithms].join(", ")}`,
      ),
      AUTH_JWKS_URI: urlVariable().optional(),
      /** Scope that makes its holder staff. */
      STAFF_SCOPE: textVariable(),
      /** Claim that makes its holder staff, too; none when absent. */
      STAFF_CLAIM: textVariable().optional(),
      STAFF_CLAIM_VALUE: textVariable().optional(),
    })
    .superRefine(neededTogether((env) => env.STAFF_CLAIM !== undefined, "STAFF_CLAIM_VALUE")),
);

const staff =
  env.STAFF_CLAIM === undefined || env.STAFF_CLAIM_VALUE === undefined
    ? undefined
    : { claim: env.STAFF_CLAIM, value: env.STAFF_CLAIM_VALUE, scope: env.STAFF_SCOPE };

export const handler = createHandler({
  runtime: createRuntime(env, { documents: createDocumentClient() }),
  verifier: createTokenVerifier(
    { issuer: env.AUTH_ISSUER, audience: env.AUTH_AUDIENCE, algorithms: env.AUTH_ALGORITHMS, staff },
    env.AUTH_JWKS_URI === undefined ? discoveredKeySource(env.AUTH_ISSUER) : fixedKeySource(env.AUTH_JWKS_URI),
  ),
});
