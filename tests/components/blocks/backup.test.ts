import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Backup } from "../../../components/blocks/backup";
import { record } from "../../support/pulumi";
import { keyArn, sharedArgs, tags } from "../../support/pulumi-fixtures";
import { ofType, statements, the } from "../../support/pulumi-queries";

const on = { backupEnabled: "true", retainData: "true" };
const tableArns = ["arn:one", "arn:two"];
const vaultArn = "arn:aws:backup:eu-south-2:111122223333:backup-vault:monitoring-backup-vault-test";

function recordBackup(config: Readonly<Record<string, string>> = {}) {
  return record(() => {
    const base = sharedArgs({ ...on, ...config });
    return new Backup("monitoring-backup", { ...base, tableArns: tableArns.map((arn) => pulumi.output(arn)) });
  });
}

describe("backups of tables", () => {
  it("are made every day and every week, in a protected vault of the stack's key, and forgotten in time", async () => {
    const { resources } = await recordBackup({ backupDailyRetentionDays: "14", backupWeeklyRetentionDays: "180" });

    const vault = the(resources, "aws:backup/vault:Vault", "monitoring-backup-vault");
    expect(vault.inputs).to.deep.equal({ name: "monitoring-backup-vault-test", kmsKeyArn: keyArn, tags });
    expect([vault.protect, vault.retainOnDelete]).to.deep.equal([true, true]);
    const rule = (ruleName: string, schedule: string, deleteAfter: number) => ({
      ruleName,
      targetVaultName: "monitoring-backup-vault-test",
      schedule,
      startWindow: 60,
      completionWindow: 1_440,
      lifecycle: { deleteAfter },
      recoveryPointTags: tags,
    });
    expect(the(resources, "aws:backup/plan:Plan", "monitoring-backup-plan").inputs).to.deep.equal({
      name: "monitoring-backup-plan-test",
      rules: [rule("daily", "cron(0 3 * * ? *)", 14), rule("weekly", "cron(0 3 ? * SUN *)", 180)],
      tags,
    });
  });

  it("are of exactly these tables, by a role that has AWS's policy and the key before it is used", async () => {
    const { resources } = await recordBackup();

    const selection = the(resources, "aws:backup/selection:Selection", "monitoring-backup-selection");
    expect(selection.inputs).to.deep.equal({
      name: "monitoring-backup-selection-test",
      planId: "monitoring-backup-plan-id",
      iamRoleArn: "arn:aws:iam::111122223333:role/monitoring-backup-role-test",
      resources: tableArns,
    });
    const attachment = the(
      resources,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      "monitoring-backup-role-policy",
    );
    const keyPolicy = the(resources, "aws:iam/rolePolicy:RolePolicy", "monitoring-backup-role-key");
    expect(selection.dependencies).to.include.members([attachment.urn, keyPolicy.urn]);
    expect(attachment.inputs.policyArn).to.equal(
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    );
    expect(statements(keyPolicy.inputs.policy)).to.deep.equal([
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: {
          StringEquals: {
            "kms:ViaService": ["backup.eu-south-2.amazonaws.com", "dynamodb.eu-south-2.amazonaws.com"],
          },
        },
      },
      {
        Effect: "Allow",
        Action: "kms:CreateGrant",
        Resource: keyArn,
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ]);
  });

  it("are restored once a month by a role of their own, under names without a dash", async () => {
    const { resources } = await recordBackup();

    const plan = the(resources, "aws:backup/restoreTestingPlan:RestoreTestingPlan", "monitoring-backup-tests");
    expect(plan.inputs).to.deep.equal({
      name: "monitoring_backup_tests_test",
      scheduleExpression: "cron(0 6 1 * ? *)",
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vaultArn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
      tags,
    });
    const tested = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
    expect(the(resources, tested, "monitoring-backup-tested-tables").inputs).to.deep.equal({
      name: "monitoring_backup_tables_test",
      restoreTestingPlanName: "monitoring_backup_tests_test",
      iamRoleArn: "arn:aws:iam::111122223333:role/monitoring-backup-tests-role-test",
      protectedResourceType: "DynamoDB",
      protectedResourceArns: tableArns,
      validationWindowHours: 0,
    });
    expect(
      ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs.policyArn),
    ).to.deep.equal(
      ["ForBackup", "ForRestores"].map(
        (end) => `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${end}`,
      ),
    );
  });

  it("are copied elsewhere, tested and managed by AWS Backup as the settings say", async () => {
    const destinationVaultArn = "arn:aws:backup:eu-west-1:210987654321:backup-vault:copies";
    const { resources } = await recordBackup({
      backupCopyVaultArn: destinationVaultArn,
      backupRestoreTests: "false",
      backupRegionSettings: "true",
    });

    const { rules } = the(resources, "aws:backup/plan:Plan", "monitoring-backup-plan").inputs as {
      readonly rules: readonly { readonly copyActions: unknown }[];
    };
    expect(rules.map(({ copyActions }) => copyActions)).to.deep.equal(
      [35, 90].map((deleteAfter) => [{ destinationVaultArn, lifecycle: { deleteAfter } }]),
    );
    expect(ofType(resources, "aws:backup/restoreTestingPlan:RestoreTestingPlan")).to.deep.equal([]);
    expect(ofType(resources, "aws:iam/role:Role").map(({ name }) => name)).to.deep.equal(["monitoring-backup-role"]);
    const region = the(resources, "aws:backup/regionSettings:RegionSettings", "monitoring-backup-region");
    expect(region.inputs).to.deep.equal({
      resourceTypeOptInPreference: { DynamoDB: true },
      resourceTypeManagementPreference: { DynamoDB: true },
    });
    expect(region.ignoreChanges).to.deep.equal(["resourceTypeOptInPreference"]);
  });

  it("are missed after two days, whether a job failed or none began, and not before there can be one", async () => {
    const { resources } = await recordBackup();

    const alarm = the(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", "monitoring-backup-missing-alarm").inputs;
    expect([alarm.treatMissingData, alarm.evaluationPeriods]).to.deep.equal(["breaching", 2]);
    expect(alarm.warmUpConfiguration).to.deep.equal({ warmUpPeriodDurationInMinutes: 2_880 });
    const { metricQueries } = alarm as { readonly metricQueries: readonly { readonly metric?: object }[] };
    expect(metricQueries[1]?.metric).to.deep.equal({
      namespace: "AWS/Backup",
      metricName: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: "monitoring-backup-vault-test" },
      period: 86_400,
      stat: "Sum",
    });
  });
});
