// A secret setting: encrypted by the program with the stack's key, carried as ciphertext in the environment, opened by the function.
// Grant: kms:Decrypt on the key, for this encryption context only.
import { DecryptCommand, type KMSClient } from "@aws-sdk/client-kms";
import { secretContextKey } from "./secret-context";

/** Decrypts a secret. Throws KMS's errors. */
export type Secret = () => Promise<string>;

/**
 * Creates a secret that is decrypted at its first use, and cached in memory while the process runs. A failure is not cached.
 *
 * @param ciphertext base64
 * @param name name in the encryption context
 */
export function createSecret(client: Pick<KMSClient, "send">, ciphertext: string, name: string): Secret {
  let opened: Promise<string> | undefined;
  const open = async () => {
    const { Plaintext: plaintext } = await client.send(
      new DecryptCommand({
        CiphertextBlob: Buffer.from(ciphertext, "base64"),
        EncryptionContext: { [secretContextKey]: name },
      }),
    );
    if (plaintext === undefined) throw new Error(`KMS gave nothing for the secret ${name}`);
    return Buffer.from(plaintext).toString("utf8");
  };
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}
