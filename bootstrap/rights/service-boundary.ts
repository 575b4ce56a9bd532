import type { PlainStatement } from "./statements";
import {
  arn,
  flowLogGroup,
  flowLogRole,
  isOfPullRequests,
  type PlainConditions,
  resourceTags,
  rolloutRole,
  type Subject,
} from "./subject";

/**
 * The most that a role of the program's stacks can ever do which an AWS service takes: CodeDeploy, AWS Backup, API Gateway, VPC flow logs. A role has one
 * boundary, of at most 6,144 characters, so what services do does not stand in the runtime boundary. Each right is for the role of one name:
 * another role with this boundary has none.
 */
export function serviceBoundary(to: Subject): PlainStatement[] {
  // The stacks of pull requests have no backups and no network, and the account's log role is not theirs.
  return [...rollout(to), ...(isOfPullRequests(to) ? [] : [...backups(to), ...apiGatewayLogs(to), ...flowLogs(to)])];
}

/** Whoever moves an alias decides what runs. The role's own policy names each function. */
function rollout(to: Subject): PlainStatement[] {
  const Condition = only(to, rolloutRole(to));
  const any = `*-${to.suffix}`;
  return [
    {
      Sid: "Rollout",
      Effect: "Allow",
      Action: [
        "cloudwatch:DescribeAlarms",
        "lambda:GetAlias",
        "lambda:GetProvisionedConcurrencyConfig",
        "lambda:UpdateAlias",
      ],
      Resource: [
        arn(to, "cloudwatch", `alarm:*-rollout-alarm-${to.suffix}`),
        arn(to, "lambda", `function:${any}`),
        arn(to, "lambda", `function:${any}:*`),
      ],
      Condition,
    },
    {
      Sid: "RolloutNotifications",
      Effect: "Allow",
      Action: ["sns:Publish"],
      Resource: [arn(to, "sns", any)],
      Condition,
    },
    {
      Sid: "RolloutKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [arn(to, "kms", "key/*")],
      Condition: { ...Condition, ...resourceTags(to) },
    },
  ];
}

/**
 * What AWS's own policies let AWS Backup do with tables. Tests restore into tables that AWS Backup names. Copies go to vaults of others, which
 * their owners open.
 */
function backups(to: Subject): PlainStatement[] {
  // By the environment alone: what is said of each pipeline by name takes the room of one policy.
  const tables = arn(to, "dynamodb", `table/*-${to.suffix}`);
  const copies = `${tables}/backup/*`;
  const [backupRole, testsRole] = [`monitoring-backup-role-${to.suffix}`, `monitoring-backup-tests-role-${to.suffix}`];
  const either = only(to, backupRole, testsRole);
  return [
    {
      Sid: "Backups",
      Effect: "Allow",
      Action: [
        "dynamodb:CreateBackup",
        "dynamodb:DeleteBackup",
        "dynamodb:DescribeBackup",
        "dynamodb:DescribeTable",
        "dynamodb:ListTagsOfResource",
        "dynamodb:StartAwsBackupJob",
      ],
      Resource: [tables, copies],
      Condition: only(to, backupRole),
    },
    {
      Sid: "Restores",
      Effect: "Allow",
      Action: [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DeleteTable",
        "dynamodb:DescribeTable",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:RestoreTableFromAwsBackup",
        "dynamodb:RestoreTableFromBackup",
        "dynamodb:Scan",
        "dynamodb:UpdateItem",
      ],
      Resource: [arn(to, "dynamodb", "table/awsbackup-restore-test-*"), copies],
      Condition: only(to, testsRole),
    },
    {
      Sid: "BackupVaults",
      Effect: "Allow",
      Action: ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
      Resource: [`arn:${to.partition}:backup:*:*:backup-vault:*`],
      Condition: either,
    },
    {
      Sid: "BackupKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      Resource: [arn(to, "kms", "key/*")],
      Condition: { ...either, ...resourceTags(to) },
    },
    {
      Sid: "BackupGrants",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: [arn(to, "kms", "key/*")],
      // AWS Backup makes them for the services that it works with.
      Condition: { ...either, ...resourceTags(to), Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** API Gateway's role writes and reads the logs of every API of the account, and AWS's policy for it names no group. */
function apiGatewayLogs(to: Subject): PlainStatement[] {
  const Condition = only(to, `orders-api-account-role-${to.suffix}`);
  return [
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: [arn(to, "logs", "log-group:*")],
      Condition,
    },
    {
      Sid: "LogGroups",
      Effect: "Allow",
      // Without a resource level.
      Action: ["logs:DescribeLogGroups"],
      Resource: ["*"],
      Condition: only(to, `orders-api-account-role-${to.suffix}`, flowLogRole(to)),
    },
    {
      Sid: "LogsRead",
      Effect: "Allow",
      Action: ["logs:FilterLogEvents", "logs:GetLogEvents"],
      Resource: ["/aws/apigateway/*", "API-Gateway-Execution-Logs_*"].map((group) =>
        arn(to, "logs", `log-group:${group}`),
      ),
      Condition,
    },
  ];
}

/** A network's flow log is written into its own group. */
function flowLogs(to: Subject): PlainStatement[] {
  return [
    {
      Sid: "FlowLogs",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: ["", ":*"].map((ending) => arn(to, "logs", `log-group:${flowLogGroup(to)}${ending}`)),
      Condition: only(to, flowLogRole(to)),
    },
  ];
}

/** That a role of one of these names asks: for whom took a role, IAM sees the role's ARN (IAM user guide, `aws:PrincipalArn`). */
function only({ partition, accountId }: Subject, ...roles: readonly string[]): PlainConditions {
  const arns = roles.map((role) => `arn:${partition}:iam::${accountId}:role/${role}`);
  return { ArnLike: { "aws:PrincipalArn": arns } };
}
