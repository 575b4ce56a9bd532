import {
  backupPlanKeepsBackups,
  backupRoleSuffices,
  backupsAreRestored,
} from "../../../../policies/rules/backup/backups";
import { change, drop, resource, set, without } from "../../../support/policies/resources";
import { casesOf, testRule } from "../../../support/policies/rule-cases";
import { arn, t } from "../../../support/policies/shops/wired-parts";

const vaultArn = "arn:aws:backup:eu-central-1:123456789012:backup-vault:shop-vault";
const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1";
const roleArn = "arn:aws:iam::123456789012:role/shop-backup";
const tags = { Environment: "prod" };
const vault = resource(
  "aws:backup/vault:Vault",
  "vault",
  { name: "shop-vault", kmsKeyArn: keyArn },
  { outputs: { arn: vaultArn } },
);
const rule = (ruleName: string, schedule: string) => ({
  ruleName,
  schedule,
  targetVaultName: "shop-vault",
  startWindow: 60,
  completionWindow: 1_440,
  lifecycle: { deleteAfter: 35 },
  recoveryPointTags: tags,
});
const plan = resource("aws:backup/plan:Plan", "plan", {
  rules: [rule("daily", "cron(0 3 * * ? *)"), rule("weekly", "cron(0 3 ? * SUN *)")],
  tags,
});

testRule(backupPlanKeepsBackups, {
  valid: [vault, plan],
  passes: {
    "a rate of a day": set("plan", "rules.0.schedule", "rate(1 day)"),
    "cold storage that is paid for in full": set("plan", "rules.1.lifecycle", {
      coldStorageAfter: 30,
      deleteAfter: 120,
    }),
  },
  refuses: {
    "no rule": [set("plan", "rules", []), /rules is \[\], wanted a rule with a schedule of every day/],
    "Sundays alone": [
      set("plan", "rules.0.schedule", "cron(0 3 ? * SUN *)"),
      /wanted a rule with a schedule of every day/,
    ],
    "a rule that nothing starts": [drop("plan", "rules.1.schedule"), /rules\.1\.schedule is not set/],
    "a rule without a name": [drop("plan", "rules.1.ruleName"), /rules\.1\.ruleName is not set/],
    "backups whose costs nobody finds": [
      drop("plan", "rules.0.recoveryPointTags.Environment"),
      /recoveryPointTags\.Environment is not set, wanted prod/,
    ],
    "a vault of somebody else": [
      set("plan", "rules.0.targetVaultName", "Default"),
      /targetVaultName is Default, wanted a vault of this stack/,
    ],
    ...casesOf([undefined, 6, 3_651], (days) => [
      `backups that are kept for ${days ?? "ever"}`,
      set("plan", "rules.0.lifecycle.deleteAfter", days),
      /deleteAfter .*wanted 7 to 3650 days/,
    ]),
    "cold storage that is deleted before it is paid off": [
      set("plan", "rules.1.lifecycle", { coldStorageAfter: 30, deleteAfter: 119 }),
      /coldStorageAfter is 30, wanted at least 90 days before deleteAfter/,
    ],
    "what DynamoDB does not take": [
      set("plan", "rules.0.enableContinuousBackup", true),
      /enableContinuousBackup is true, wanted false/,
    ],
    "a start window that AWS refuses": [set("plan", "rules.0.startWindow", 30), /startWindow is 30, wanted 60 to 480/],
    "a job that must end before it may begin": [
      set("plan", "rules.0.completionWindow", 60),
      /completionWindow is 60, wanted an hour more/,
    ],
  },
});

const table = resource(t.table, "orders", { name: "orders" });
const testPlan = resource("aws:backup/restoreTestingPlan:RestoreTestingPlan", "tests", {
  name: "shop_tests",
  scheduleExpression: "cron(0 6 1 * ? *)",
  recoveryPointSelection: {
    algorithm: "LATEST_WITHIN_WINDOW",
    includeVaults: [vaultArn],
    recoveryPointTypes: ["SNAPSHOT"],
    selectionWindowDays: 7,
  },
});
const testSelection = resource("aws:backup/restoreTestingSelection:RestoreTestingSelection", "tested", {
  restoreTestingPlanName: "shop_tests",
  protectedResourceType: "DynamoDB",
  protectedResourceArns: [arn("table", "orders")],
  iamRoleArn: roleArn,
  validationWindowHours: 0,
});
const never = /backup is never restored, wanted a restore test that names it/;

testRule(backupsAreRestored, {
  valid: [vault, plan, table, testPlan, testSelection],
  passes: { "a stack without backups": [table] },
  refuses: {
    "no test": [without("tested"), "orders", never],
    "a test of another table": [set("tested", "protectedResourceArns", [arn("table", "others")]), "orders", never],
    "a test of another type": [set("tested", "protectedResourceType", "S3"), "orders", never],
    "a test that belongs to no plan": [set("tested", "restoreTestingPlanName", "old"), "orders", never],
    "any of the backups": [
      set("tests", "recoveryPointSelection.algorithm", "RANDOM_WITHIN_WINDOW"),
      /algorithm is RANDOM_WITHIN_WINDOW, wanted LATEST_WITHIN_WINDOW/,
    ],
    "kinds that tables do not have": [
      set("tests", "recoveryPointSelection.recoveryPointTypes", ["CONTINUOUS"]),
      /recoveryPointTypes .*wanted SNAPSHOT/,
    ],
    "a window in which there may be none": [
      set("tests", "recoveryPointSelection.selectionWindowDays", 1),
      /selectionWindowDays is 1, wanted 2 to 31 days/,
    ],
    "another vault": [
      set("tests", "recoveryPointSelection.includeVaults.0", `${vaultArn}x`),
      /includeVaults\.0 .*wanted a vault of this stack/,
    ],
    "no vault": [
      set("tests", "recoveryPointSelection.includeVaults", []),
      /includeVaults is not set, wanted the vault/,
    ],
    ...casesOf(["cron(0 6 1 1 ? *)", "rate(90 days)"], (schedule) => [
      `the schedule ${schedule}`,
      set("tests", "scheduleExpression", schedule),
      /wanted a cron expression of every month, or oftener/,
    ]),
    "a copy of the data that stays": [
      set("tested", "validationWindowHours", 168),
      /validationWindowHours is 168, wanted 0 to 24 hours/,
    ],
  },
});

const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
  role: "shop-backup",
  policyArn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
});
const actions = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];
const keyRights = (...named: readonly string[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: named, Resource: keyArn }] });
const keyPolicy = resource("aws:iam/rolePolicy:RolePolicy", "rights", {
  role: "shop-backup",
  policy: keyRights(...actions),
});

testRule(backupRoleSuffices, {
  valid: [
    vault,
    resource(t.role, "role", { name: "shop-backup" }, { outputs: { arn: roleArn } }),
    attachment,
    keyPolicy,
    resource(
      "aws:backup/selection:Selection",
      "selection",
      { planId: "plan", iamRoleArn: roleArn },
      { dependencies: [attachment.urn, keyPolicy.urn] },
    ),
  ],
  refuses: {
    "a role without AWS's policy": [
      without("attached"),
      "role",
      /wanted service-role\/AWSBackupServiceRolePolicyForBackup/,
    ],
    "the policy for the other task": [
      set("attached", "policyArn", "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"),
      "role",
      /wanted service-role\/AWSBackupServiceRolePolicyForBackup/,
    ],
    ...casesOf(actions, (action) => [
      `a role without ${action}`,
      set("rights", "policy", keyRights(...actions.filter((other) => other !== action))),
      "role",
      new RegExp(`wanted ${action} on the vault's key`),
    ]),
    "a selection that waits for the key alone": [
      change("selection", (item) => ({ ...item, dependencies: [keyPolicy.urn] })),
      /dependsOn is not set, wanted 'attached'/,
    ],
  },
});
