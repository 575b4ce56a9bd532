import { createDocumentClient } from "../../shared/clients";
import { createRuntime } from "../../shared/runtime";
import { readAuthorizerEnvironment } from "./environment";
import { createHandler } from "./handler";
import { discoveredKeySource, fixedKeySource } from "./key-source";
import { createTokenVerifier } from "./token-verifier";

const env = readAuthorizerEnvironment();

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
