import * as pulumi from "@pulumi/pulumi";
import { secretContextKey } from "../../functions/shared/secret-context";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import type { Grant } from "./grants";
import type { SharedArgs } from "./shared-args";

/** A secret setting, encrypted for a function. */
export interface EncryptedSecret {
  /** Base64; useless without the grant, so an environment may contain it. */
  readonly ciphertext: pulumi.Output<string>;
  /** Name in the encryption context. */
  readonly name: string;
  /** Allows decrypting this secret, and no other. */
  readonly grant: Grant;
}

/**
 * Encrypts a secret setting with the stack's key. A function gets the ciphertext and decrypts it when it needs the value. So the plain text
 * is nowhere: not in the environment, which everyone with access to the function's configuration can read, nor in logs and outputs.
 */
export function encryptedSecret(
  name: LogicalName,
  { stack, key }: Pick<SharedArgs, "stack" | "key">,
  value: string,
  parent: pulumi.Resource,
): EncryptedSecret {
  const context = `${name}-${stack.config.environmentSuffix}`;
  const encrypted = new aws.kms.Ciphertext(
    name,
    { keyId: key.arn, plaintext: pulumi.secret(value), context: { [secretContextKey]: context } },
    { parent, additionalSecretOutputs: ["plaintext"] },
  );
  return {
    ciphertext: encrypted.ciphertextBlob,
    name: context,
    grant: {
      actions: ["kms:Decrypt"],
      resources: [key.arn],
      conditions: { StringEquals: { [`kms:EncryptionContext:${secretContextKey}`]: context } },
    },
  };
}
