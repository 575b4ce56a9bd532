import { createHash } from "node:crypto";

/**
 * A UUID of version 8 (RFC 9562, here from SHA-256) of some strings, in lower case: the same for the same strings.
 *
 * @param namespace hashed first, so that the ids differ from other hashes of the same strings
 */
export function contentUuid(namespace: string, ...parts: readonly string[]): string {
  // JSON separates the parts, so that different parts cannot give the same text.
  const digest = createHash("sha256")
    .update(JSON.stringify([namespace, ...parts]))
    .digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
