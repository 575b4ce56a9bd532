/**
 * Signatures that can be checked with public keys (RFC 7518, RFC 8037). Never `none`, and no HMAC: there the key that checks is the key
 * that signs, and a public key taken for one would let anybody sign.
 */
export const asymmetricAlgorithms: ReadonlySet<string> = new Set([
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
  "Ed25519",
]);
