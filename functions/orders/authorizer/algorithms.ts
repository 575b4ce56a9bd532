/**
 * Signature algorithms with public keys (RFC 7518, RFC 8037). Never `none`, and no HMAC: HMAC verifies with the key that signs, so anyone
 * could sign with the issuer's public key if it were accepted as an HMAC key.
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

/** Algorithms that the authorizer accepts: these, and RFC 9864's name for EdDSA with Ed25519, which is not a value of the setting. */
export const asymmetricAlgorithms: ReadonlySet<string> = new Set([...signatureAlgorithms, "Ed25519"]);
