import type { JWTPayload } from "jose";
import { subjectPattern } from "../../contracts/orders/parameters";

/** The caller, as the operations need to know it. */
export interface Caller {
  /** Subject of the token. */
  readonly sub: string;
  /** The token's scopes, separated by spaces; empty when it has none. Includes the staff scope for every staff member. */
  readonly scope: string;
  /** The caller's email address, where the token says that the issuer has verified it. */
  readonly email?: string;
}

/** Longest email address that is passed on. */
const mostEmailCharacters = 320;

/** How a claim marks staff members, for issuers that do not use a scope. */
export interface StaffRule {
  /** Name of the claim, or the path to it with dots between: `cognito:groups`, `roles`, `realm_access.roles`. */
  readonly claim: string;
  /** The claim is this text, or a list that holds it. */
  readonly value: string;
  /** The scope that the claim stands for. */
  readonly scope: string;
}

/** A claim is not acceptable. The message names the claim, not its value. */
export class ClaimError extends Error {
  override readonly name = "ClaimError";
}

/** Accepted types of tokens (RFC 9068, 4; RFC 8725, 3.11): `JWT` from older issuers, `at+jwt` for access tokens, or none. */
const callerTypes: ReadonlySet<unknown> = new Set([undefined, "jwt", "at+jwt"]);

/** @throws ClaimError for tokens with another purpose, such as `logout+jwt`, which the same issuer signs with the same keys */
export function assertCallerType(typ: unknown): void {
  const plain = typeof typ === "string" ? typ.toLowerCase().replace(/^application\//, "") : typ;
  if (!callerTypes.has(plain)) throw new ClaimError("The token is of another type than JWT or at+jwt");
}

/**
 * Checks the token's audience.
 *
 * `aud` must be or contain the audience. If a token has none, `client_id` is compared instead, as in API Gateway's own JWT authorizer, but
 * only in a token that is marked as an access token, like Cognito's. Sources: AWS, "Control access to HTTP APIs with JWT authorizers" and
 * "Understanding the access token" (Amazon Cognito).
 *
 * @throws ClaimError
 */
export function assertAudience(payload: JWTPayload, audience: string): void {
  const { aud, client_id: clientId, token_use: use } = payload;
  const meant =
    aud === undefined
      ? clientId === audience && use === "access"
      : aud === audience || (Array.isArray(aud) && aud.includes(audience));
  if (!meant) throw new ClaimError("The token is for another audience");
}

/** The caller of a token that was checked otherwise. @throws ClaimError for a subject that cannot be a customer's id */
export function callerOf(payload: JWTPayload, staff: StaffRule | undefined): Caller {
  const sub: unknown = payload.sub;
  if (typeof sub !== "string" || !subjectPattern.test(sub)) throw new ClaimError("The token's subject is not usable");
  const scopes = scopesOf(payload);
  if (staff !== undefined && !scopes.includes(staff.scope) && holds(claimAt(payload, staff.claim), staff.value)) {
    scopes.push(staff.scope);
  }
  const email = verifiedEmail(payload);
  return { sub, scope: scopes.join(" "), ...(email !== undefined && { email }) };
}

/** `scope` is the standard's text (RFC 8693); some issuers write `scp`, as text or as list. */
function scopesOf(payload: JWTPayload): string[] {
  const claims: unknown[] = [payload.scope, payload.scp];
  const texts = claims.flatMap((claim) => (Array.isArray(claim) ? claim : [claim]));
  return texts.flatMap((text) => (typeof text === "string" ? text.split(" ") : [])).filter((scope) => scope !== "");
}

/** `email_verified` is a boolean (OpenID Connect Core, 5.1) that some issuers write as text. An address too long to be one still binds its owner. */
function verifiedEmail({ email, email_verified: verified }: JWTPayload): string | undefined {
  if (typeof email !== "string" || email === "" || (verified !== true && verified !== "true")) return undefined;
  return email.slice(0, mostEmailCharacters);
}

function holds(claim: unknown, value: string): boolean {
  return claim === value || (Array.isArray(claim) && claim.includes(value));
}

/** A claim by its whole name, because names may contain dots (`https://shop.example/roles`); else by path. */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  return name.split(".").reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    return Reflect.get(value, step);
  }, payload);
}
