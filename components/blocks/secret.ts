import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { secretContextKey } from "../../functions/shared/secret-context";
import type { LogicalName } from "../naming";
import type { Grant } from "./grants";
import type { SharedArgs } from "./shared-args";

/** A secret setting on its way into a function. */
export interface EncryptedSecret {
  /** Base64; of no use without the grant. May stand in an environment. */
  readonly ciphertext: pulumi.Output<string>;
  /** Name in the encryption context. */
  readonly name: string;
  /** Opens this secret, and no other. */
  readonly grant: Grant;
}

/**
 * Encrypts a secret setting with the stack's key. Functions get the ciphertext and open it when they need it, so that the value stands
 * nowhere in plain: not in the environment, which whoever may read the function's configuration sees, nor in logs and outputs.
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
