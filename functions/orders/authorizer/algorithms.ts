/**
 * Signatures that can be checked with public keys (RFC 7518, RFC 8037). Never `none`, and no HMAC: there the key that checks is the key
 * that signs, and a public key taken for one would let anybody sign.
 */
export const signatureAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;

/** What the authorizer takes: these, and the name that RFC 9864 gives EdDSA with Ed25519, which the stack's settings do not offer. */
export const asymmetricAlgorithms: ReadonlySet<string> = new Set([...signatureAlgorithms, "Ed25519"]);
