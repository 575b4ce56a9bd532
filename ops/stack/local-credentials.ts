import { randomBytes } from "node:crypto";

/** Keys that AWS requests are signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Credentials that AWS emulators accept by default as their account's administrator. The user's own AWS settings are never sent to one. */
export const wellKnown: Credentials = { accessKeyId: "test", secretAccessKey: "test" };

/**
 * Credentials in AWS's form that cannot be guessed: 80 random bits in the id, 240 in the secret. The emulator does not check its root
 * user's signature, so the id alone must be hard to guess.
 */
export function randomCredentials(): Credentials {
  // Base 32 as AWS writes its ids.
  const letters = [...randomBytes(16)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");
  return { accessKeyId: `AKIA${letters}`, secretAccessKey: randomBytes(30).toString("base64") };
}
