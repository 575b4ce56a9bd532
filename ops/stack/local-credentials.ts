import { randomBytes } from "node:crypto";

/** Keys that AWS requests are signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What every AWS emulator takes for its account's administrator when nothing else was arranged. A user's own AWS settings never get near one. */
export const wellKnown: Credentials = { accessKeyId: "test", secretAccessKey: "test" };

/**
 * Keys of AWS's form that nobody can guess: 80 bits in the id, 240 in the secret. The emulator does not look at its root user's signature,
 * so that the id alone must do.
 */
export function randomCredentials(): Credentials {
  // Base 32 as AWS writes its ids.
  const letters = [...randomBytes(16)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");
  return { accessKeyId: `AKIA${letters}`, secretAccessKey: randomBytes(30).toString("base64") };
}
