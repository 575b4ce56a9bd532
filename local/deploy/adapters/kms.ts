import { CreateAliasCommand, CreateKeyCommand, EnableKeyRotationCommand, EncryptCommand } from "@aws-sdk/client-kms";
import * as z from "zod";
import { awsTypes } from "../../../aws/resource-types";
import { flag, json, number, tags, text } from "../../../program/inputs";
import { defineAdapter } from "../adapter";

export const key = defineAdapter({
  type: awsTypes.kms.key,
  inputs: z.strictObject({
    description: text,
    policy: json.optional(),
    enableKeyRotation: flag,
    rotationPeriodInDays: number,
    multiRegion: flag,
    tags,
  }),
  ignores: {
    deletionWindowInDays: "used when a key is deleted, and the local run deletes none",
    bypassPolicyLockoutSafetyCheck: "the emulator has no such check",
  },
  outputs: ["arn", "keyId"],
  async create(inputs, { clients }) {
    const { KeyMetadata } = await clients.kms.send(
      new CreateKeyCommand({
        Description: inputs.description,
        Policy: inputs.policy,
        MultiRegion: inputs.multiRegion,
        Tags: Object.entries(inputs.tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      }),
    );
    const id = KeyMetadata?.KeyId ?? "";
    if (inputs.enableKeyRotation === true) {
      await clients.kms.send(
        new EnableKeyRotationCommand({ KeyId: id, RotationPeriodInDays: inputs.rotationPeriodInDays }),
      );
    }
    return { id, state: { arn: KeyMetadata?.Arn, keyId: id } };
  },
});

export const alias = defineAdapter({
  type: awsTypes.kms.alias,
  inputs: z.strictObject({ name: z.string(), targetKeyId: z.string() }),
  outputs: ["arn", "targetKeyArn"],
  async create(inputs, { clients, target }) {
    await clients.kms.send(new CreateAliasCommand({ AliasName: inputs.name, TargetKeyId: inputs.targetKeyId }));
    const prefix = `arn:${target.partition}:kms:${target.region}:${target.accountId}`;
    const keyArn = inputs.targetKeyId.startsWith("arn:") ? inputs.targetKeyId : `${prefix}:key/${inputs.targetKeyId}`;
    return { id: inputs.name, state: { arn: `${prefix}:${inputs.name}`, targetKeyArn: keyArn } };
  },
});

export const ciphertext = defineAdapter({
  type: awsTypes.kms.ciphertext,
  inputs: z.strictObject({
    keyId: z.string(),
    plaintext: z.string(),
    context: z.record(z.string(), z.string()).optional(),
  }),
  outputs: ["ciphertextBlob"],
  async create(inputs, { clients, name }) {
    const { CiphertextBlob: blob = new Uint8Array() } = await clients.kms.send(
      new EncryptCommand({
        KeyId: inputs.keyId,
        Plaintext: Buffer.from(inputs.plaintext, "utf8"),
        EncryptionContext: inputs.context,
      }),
    );
    return { id: name, state: { ciphertextBlob: Buffer.from(blob).toString("base64") } };
  },
});
