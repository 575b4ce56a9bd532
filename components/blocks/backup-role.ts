import * as pulumi from "@pulumi/pulumi";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import { physicalNameIn, type StackContext } from "../stack";
import type { EncryptionKey } from "./encryption-key";
import { policyDocument, type Statement } from "./policy";
import { serviceRole } from "./service-role";

/** AWS's own policy for each, in every partition: what AWS Backup calls changes with it. */
const managed = {
  backup: "AWSBackupServiceRolePolicyForBackup",
  "backup-tests": "AWSBackupServiceRolePolicyForRestores",
} as const;

/**
 * A role in which AWS Backup makes backups, or restores them. Its rights on the key are written here: without them a job may end well
 * with nothing in it (AWS Backup developer guide, "Encryption for backups").
 */
export function backupRole(
  task: keyof typeof managed,
  stack: StackContext,
  key: EncryptionKey,
  parent: pulumi.Resource,
): { readonly role: aws.iam.Role; readonly policies: pulumi.Resource[] } {
  const name: LogicalName = `monitoring-${task}-role`;
  const description = `What AWS Backup may do with the tables: ${task}`;
  const role = serviceRole(name, stack, { service: "backup.amazonaws.com", description }, { parent });
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-policy`,
    {
      role: role.name,
      policyArn: pulumi.interpolate`arn:${stack.partition}:iam::aws:policy/service-role/${managed[task]}`,
    },
    { parent },
  );
  const keyPolicy = new aws.iam.RolePolicy(
    `${name}-key`,
    {
      name: physicalNameIn(stack, "policy", `${name}-key`),
      role: role.name,
      policy: policyDocument(keyStatements(stack, key)),
    },
    { parent },
  );
  return { role, policies: [attachment, keyPolicy] };
}

function keyStatements(stack: StackContext, key: EncryptionKey): Statement[] {
  const hosts = ["backup", "dynamodb"].map(
    (service) => pulumi.interpolate`${service}.${stack.region}.${stack.dnsSuffix}`,
  );
  return [
    {
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      Resource: key.arn,
      Condition: { StringEquals: { "kms:ViaService": hosts } },
    },
    {
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: key.arn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
