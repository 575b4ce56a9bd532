import { expect } from "chai";
import { EncryptionKey, type KeyServicePrincipal } from "../../../components/blocks/encryption-key";
import { parseConfig } from "../../../components/config/parse";
import { createStackContext } from "../../../components/stack";
import { record, target, targetElsewhere } from "../../support/pulumi";
import { configWith, keyArn, tags } from "../../support/pulumi-fixtures";
import { statements, the } from "../../support/pulumi-queries";

function recordKey(
  publishers: readonly KeyServicePrincipal[],
  config: Readonly<Record<string, string>> = {},
  where = target,
) {
  return record(
    () => {
      const stack = createStackContext(parseConfig(configWith(config), "test"));
      const key = new EncryptionKey("backoffice-key", { stack, publishers });
      return { arn: key.arn, keyId: key.keyId, aliasName: key.aliasName };
    },
    { where },
  );
}

describe("the encryption key", () => {
  it("is one rotated key with an alias and thirty days of deletion window", async () => {
    const { resources, result } = await recordKey([]);

    expect(resources.map(({ type }) => type)).to.have.members([
      "pulumi:pulumi:Stack",
      "backoffice:blocks:EncryptionKey",
      "aws:kms/key:Key",
      "aws:kms/alias:Alias",
    ]);
    const { policy: _, ...inputs } = the(resources, "aws:kms/key:Key", "backoffice-key").inputs;
    expect(inputs).to.deep.equal({
      description: "Encrypts everything the backoffice keeps in test",
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags,
    });
    expect(the(resources, "aws:kms/alias:Alias", "backoffice-key-alias").inputs).to.deep.equal({
      name: "alias/backoffice-key-test",
      targetKeyId: result.keyId,
    });
    expect(result.arn).to.equal(keyArn);
    expect(result.aliasName).to.equal("alias/backoffice-key-test");
  });

  it("lets in the account and its log groups, and nobody else by itself", async () => {
    const { resources } = await recordKey([]);

    expect(statements(the(resources, "aws:kms/key:Key", "backoffice-key").inputs.policy)).to.deep.equal([
      {
        Sid: "AccountAdministers",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "LogGroups",
        Effect: "Allow",
        Principal: { Service: "logs.eu-south-2.amazonaws.com" },
        Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        Resource: "*",
        Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-south-2:111122223333:*" } },
      },
    ]);
  });

  it("lets in each publisher with its account, its source and its encryption context", async () => {
    const source = "arn:aws:sns:eu-south-2:111122223333:a-topic";

    const { resources } = await recordKey([
      { sid: "Plain", service: "cloudwatch.amazonaws.com", sourceArns: [source] },
      { sid: "Nameless", service: "sns.amazonaws.com", sourceArns: [source], givesAccount: false },
      {
        sid: "Exact",
        service: "events.amazonaws.com",
        sourceArns: [source],
        actions: ["kms:Decrypt"],
        encryptionContext: { "aws:events:event-bus:arn": "bus" },
      },
    ]);

    expect(statements(the(resources, "aws:kms/key:Key", "backoffice-key").inputs.policy).slice(2)).to.deep.equal([
      {
        Sid: "Plain",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": [source] },
        },
      },
      {
        Sid: "Nameless",
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { ArnLike: { "aws:SourceArn": [source] } },
      },
      {
        Sid: "Exact",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["kms:Decrypt"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "kms:EncryptionContext:aws:events:event-bus:arn": "bus",
          },
          ArnLike: { "aws:SourceArn": [source] },
        },
      },
    ]);
  });

  it("follows the partition", async () => {
    const { resources } = await recordKey([], {}, targetElsewhere);

    const policy = String(the(resources, "aws:kms/key:Key", "backoffice-key").inputs.policy);
    expect(policy).to.include("arn:aws-cn:iam::999988887777:root").and.to.include("logs.cn-north-1.amazonaws.com.cn");
    expect(policy).to.not.include("arn:aws:");
  });

  it("stays with the tables that it encrypts", async () => {
    const kept = await recordKey([], { retainData: "true" });
    const dropped = await recordKey([]);

    expect(the(kept.resources, "aws:kms/key:Key", "backoffice-key")).to.include({
      protect: true,
      retainOnDelete: true,
    });
    expect(the(dropped.resources, "aws:kms/key:Key", "backoffice-key")).to.include({
      protect: false,
      retainOnDelete: false,
    });
  });
});
