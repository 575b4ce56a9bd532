import { awsTypes } from "../../../aws/resource-types";
import { stackRule } from "../../engine/define";
import type { Resource } from "../../engine/resource";
import type { Stack } from "../../engine/stack";
import { allows, attachmentsOf, roleStatements } from "../../iam/roles";
import { policiesOf } from "../../wiring/functions";

/** AWS's policy that a role needs, by the type that uses it. */
const needed: Readonly<Record<string, string>> = {
  [awsTypes.backup.selection]: "service-role/AWSBackupServiceRolePolicyForBackup",
  [awsTypes.backup.restoreTestingSelection]: "service-role/AWSBackupServiceRolePolicyForRestores",
};

const keyActions = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];

export const backupRoleSuffices = stackRule({
  name: "backup-role-suffices",
  concern: "reliability",
  description:
    "The role of a backup selection has AWS's policy for its task and the rights on the vault's key, before it is used.",
  rationale:
    "AWS Backup begins a job with whatever role it is given: without the policy it fails at night, and without the key a backup may be there with nothing in it. Source: AWS Backup's guide, IAM service roles and Encryption for backups.",
  remediation:
    "Attach AWSBackupServiceRolePolicyForBackup, or ...ForRestores for a restore test, grant the key, and let the selection depend on both.",
  controls: ["protection.recovery", "async.ordering"],
  severity: "high",
  async check(stack, { each, report }) {
    await each(stack.ofType(...Object.keys(needed)), (selection) => {
      const wanted = needed[selection.type] ?? "";
      for (const role of stack.named(selection, "iamRoleArn", awsTypes.iam.role)) {
        const attachment = attachmentsOf(stack, role).find((found) =>
          found.text("policyArn")?.endsWith(`:policy/${wanted}`),
        );
        if (attachment === undefined) report(role, "policies", "none of AWS's for the task", wanted);
        for (const policy of [...(attachment === undefined ? [] : [attachment]), ...policiesOf(stack, role)]) {
          if (stack.dependsOn(selection, policy)) continue;
          report(selection, "dependsOn", undefined, `'${policy.name}', without which the role may do nothing yet`);
        }
        const lacking = lackingOnKeys(stack, role);
        if (lacking.length > 0) report(role, "policies", "not allowed", `${lacking.join(", ")} on the vault's key`);
      }
    });
  },
});

function lackingOnKeys(stack: Stack, role: Resource): readonly string[] {
  const statements = roleStatements(stack, role).map(({ statement }) => statement);
  const keys = stack.ofType(awsTypes.backup.vault).flatMap((vault) => vault.text("kmsKeyArn") ?? []);
  return keyActions.filter((action) => keys.some((key) => !allows(statements, action, key)));
}
