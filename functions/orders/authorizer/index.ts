import { createDocumentClient } from "../../shared/clients";
import { commonEnvironment, listVariable, readEnvironment, textVariable, urlVariable } from "../../shared/env";
import { createRuntime } from "../../shared/runtime";
import { asymmetricAlgorithms } from "./algorithms";
import { createHandler } from "./handler";
import { discoveredKeySource, fixedKeySource } from "./key-source";
import { createTokenVerifier } from "./token-verifier";

const env = readEnvironment(
  commonEnvironment.extend({
    AUTH_ISSUER: urlVariable(),
    AUTH_AUDIENCE: textVariable(),
    AUTH_ALGORITHMS: listVariable().refine(
      (names) => names.every((name) => asymmetricAlgorithms.has(name)),
      `must name only ${[...asymmetricAlgorithms].join(", ")}`,
    ),
    AUTH_JWKS_URI: urlVariable().optional(),
  }),
);

export const handler = createHandler({
  runtime: createRuntime(env, { documents: createDocumentClient() }),
  verifier: createTokenVerifier(
    { issuer: env.AUTH_ISSUER, audience: env.AUTH_AUDIENCE, algorithms: env.AUTH_ALGORITHMS },
    env.AUTH_JWKS_URI === undefined ? discoveredKeySource(env.AUTH_ISSUER) : fixedKeySource(env.AUTH_JWKS_URI),
  ),
});
