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
  /** @throws InvalidTokenError for a bad token; anything else when the issuer's keys cannot be read, which says nothing about the token */
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

/** Clocks of issuer and function may differ by so many seconds. */
const clockToleranceSeconds = 5;

/** How long keys are kept, how soon an unknown key id makes them be read again, and how long an answer may take, in milliseconds. */
const keyTimes = {
  cacheMaxAge: 600_000,
  // A key that the issuer has just changed to must not wait; a flood of made-up key ids must not become a flood of reads either.
  cooldownDuration: 5_000,
  timeoutDuration: 3_000,
};

/** Makes the verifier on the keys of an issuer. Keys are read at the first token, kept, and read again when a token has an unknown one. */
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
        // The next token asks again.
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
    // A token without a key id, while the issuer has several keys: any of them may be the one.
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

/** What each error, ours and the library's, says about a token. `JWTExpired` stands before its kin. */
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

/** What is wrong with the token; undefined for troubles of ours or of the issuer: keys out of reach or malformed, time-outs. */
function refusalOf(error: unknown): TokenRefusal | undefined {
  return refusals.find(([kind]) => error instanceof kind)?.[1];
}
