import { createRemoteJWKSet, errors, type JWTVerifyGetKey, type JWTVerifyResult, jwtVerify } from "jose";
import type { TokenRefusal } from "../../contracts/metric-catalog";
import { assertAudience, assertCallerType, type Caller, ClaimError, callerOf, type StaffRule } from "./claims";
import type { KeySource } from "./key-source";

/** The token proves nothing: wrong signature, issuer, audience or algorithm, expired, malformed, of a key that the issuer does not have. */
export class InvalidTokenError extends Error {
  override readonly name = "InvalidTokenError";

  constructor(
    readonly reason: TokenRefusal,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Checks tokens. */
export interface TokenVerifier {
  /** @throws InvalidTokenError for an invalid token; any other error when the issuer's keys cannot be read */
  verify(token: string): Promise<Caller>;
}

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Asymmetric algorithms of JWS, such as RS256. */
  readonly algorithms: readonly string[];
  /** Default: only the scope marks staff. */
  readonly staff?: StaffRule | undefined;
}

/** Largest allowed difference between the clocks of issuer and function, in seconds. */
const clockToleranceSeconds = 5;

/** How long keys are cached, how soon an unknown key id causes another read, and the timeout of a read, in milliseconds. */
const keyTimes = {
  cacheMaxAge: 600_000,
  // Short, so that a new key of the issuer works soon, but not zero, so that many invented key ids do not cause as many reads.
  cooldownDuration: 5_000,
  timeoutDuration: 3_000,
};

/** Creates the verifier. Keys are read at the first token, cached, and read again for a token with an unknown key id. */
export function createTokenVerifier(rules: TokenRules, keySource: KeySource): TokenVerifier {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const load = async (): Promise<JWTVerifyGetKey> => createRemoteJWKSet(await keySource.uri(), keyTimes);
  return {
    verify: async (token) => {
      keys ??= load();
      let keySet: JWTVerifyGetKey;
      try {
        keySet = await keys;
      } catch (error) {
        // The next token reads them again.
        keys = undefined;
        throw error;
      }
      try {
        const { payload, protectedHeader } = await verified(token, keySet, rules);
        assertCallerType(protectedHeader.typ);
        assertAudience(payload, rules.audience);
        return callerOf(payload, rules.staff);
      } catch (error) {
        const reason = refusalOf(error);
        if (reason === undefined) throw error;
        throw new InvalidTokenError(reason, "The token is not valid", { cause: error });
      }
    },
  };
}

/** Checks signature, algorithm, issuer and times. */
async function verified(token: string, keys: JWTVerifyGetKey, rules: TokenRules): Promise<JWTVerifyResult> {
  const options = {
    issuer: rules.issuer,
    algorithms: [...rules.algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ["exp", "sub"],
  };
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // A token without a key id, while the issuer has several keys: try each of them.
    for await (const key of error) {
      try {
        return await jwtVerify(token, key, options);
      } catch (mismatch) {
        if (!(mismatch instanceof errors.JWSSignatureVerificationFailed)) throw mismatch;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** The reason for each error, of this project's and the library's classes. `JWTExpired` comes before its base class. */
const refusals = [
  [ClaimError, "claims"],
  [errors.JWTExpired, "expired"],
  [errors.JWTClaimValidationFailed, "claims"],
  [errors.JWTInvalid, "malformed"],
  [errors.JWSInvalid, "malformed"],
  [errors.JWSSignatureVerificationFailed, "signature"],
  [errors.JOSEAlgNotAllowed, "signature"],
  [errors.JOSENotSupported, "signature"],
  [errors.JWKSNoMatchingKey, "signature"],
] as const;

/** Why the token is invalid; undefined for other errors, such as keys that cannot be read or a timeout. */
function refusalOf(error: unknown): TokenRefusal | undefined {
  return refusals.find(([kind]) => error instanceof kind)?.[1];
}
