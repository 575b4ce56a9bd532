import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { TokenRefusal } from "../../shared/metric-catalog";
import { subjectPattern } from "../schemas";
import type { KeySource } from "./key-source";

/** What the rest of the API needs to know about a caller. */
export interface Caller {
  /** Subject of the token. */
  readonly sub: string;
  /** The token's scopes, separated by spaces; empty when it has none. */
  readonly scope: string;
}

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
        return callerOf(await payloadOf(token, keySet, rules));
      } catch (error) {
        const reason = refusalOf(error);
        if (reason === undefined) throw error;
        throw new InvalidTokenError(reason, "The token is not valid", { cause: error });
      }
    },
  };
}

async function payloadOf(token: string, keys: JWTVerifyGetKey, rules: TokenRules): Promise<JWTPayload> {
  const options = {
    issuer: rules.issuer,
    audience: rules.audience,
    algorithms: [...rules.algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ["exp", "sub"],
  };
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    // A token without a key id, while the issuer has several keys: any of them may be the one.
    for await (const key of error) {
      try {
        return (await jwtVerify(token, key, options)).payload;
      } catch (mismatch) {
        if (!(mismatch instanceof errors.JWSSignatureVerificationFailed)) throw mismatch;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function callerOf(payload: JWTPayload): Caller {
  const { sub } = payload;
  if (sub === undefined || !subjectPattern.test(sub))
    throw new InvalidTokenError("claims", "The token's subject is not usable");
  return { sub, scope: scopesOf(payload).join(" ") };
}

/** `scope` is the standard's text (RFC 8693); some issuers write `scp`, as text or as list. */
function scopesOf(payload: JWTPayload): string[] {
  const claims: unknown[] = [payload.scope, payload.scp];
  const texts = claims.flatMap((claim) => (Array.isArray(claim) ? claim : [claim]));
  return texts.flatMap((text) => (typeof text === "string" ? text.split(" ") : [])).filter((scope) => scope !== "");
}

/** What each error of the library says about a token. `JWTExpired` stands before its kin. */
const refusals = [
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
  if (error instanceof InvalidTokenError) return error.reason;
  return refusals.find(([kind]) => error instanceof kind)?.[1];
}
