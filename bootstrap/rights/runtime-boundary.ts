import { projectName } from "../../launch/project-root.cjs";
import { arn, isOfPullRequests, logGroups, ownNames, rolloutRole, type Subject } from "./scopes";
import type { PlainStatement } from "./statements";

const WRITING_LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];

/**
 * The most that any role of the program's stacks can ever do: what functions do at work, with resources of their own stack. Every
 * role that a deployment makes must carry it, so that a deployment cannot hand out more than this, to itself or to others.
 */
export function runtimeBoundary(to: Subject): PlainStatement[] {
  const all = (service: string, prefix: string, ending = "") =>
    ownNames(to).map((name) => arn(to, service, `${prefix}${name}${ending}`));
  return [
    {
      Sid: "Tables",
      Effect: "Allow",
      Action: [
        "dynamodb:DescribeStream",
        "dynamodb:GetItem",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
      Resource: [
        ...all("dynamodb", "table/"),
        // Indexes and streams.
        ...all("dynamodb", "table/", "/*"),
      ],
    },
    {
      Sid: "Messages",
      Effect: "Allow",
      Action: [
        "events:PutEvents",
        "sns:Publish",
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
      ],
      Resource: [...all("events", "event-bus/"), ...all("sns", ""), ...all("sqs", "")],
    },
    {
      Sid: "Mail",
      Effect: "Allow",
      Action: ["ses:SendEmail"],
      Resource: [arn(to, "ses", `identity/${to.senderIdentity}`), ...all("ses", "configuration-set/")],
    },
    ...(to.sesSandbox ? [emailInSandbox(to)] : []),
    {
      Sid: "Key",
      Effect: "Allow",
      Action: ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
      Resource: [arn(to, "kms", "key/*")],
      Condition: {
        // Asked of grants alone: AWS Backup makes them for the services that it works with.
        BoolIfExists: { "kms:GrantIsForAWSResource": "true" },
        StringLike: { "aws:ResourceTag/Environment": to.suffix, "aws:ResourceTag/Application": projectName },
      },
    },
    ...(isOfPullRequests(to) ? [] : backups(to)),
    ...(isOfPullRequests(to)
      ? [{ Sid: "Logs", Effect: "Allow", Action: WRITING_LOGS, Resource: logGroups(to) } as const]
      : apiGatewayLogs(to)),
    rollout(to),
    // None of these has a resource level.
    {
      Sid: "Anything",
      Effect: "Allow",
      Action: ["dynamodb:ListStreams", "logs:DescribeLogGroups", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": to.region } },
    },
  ];
}

/**
 * What CodeDeploy's role does, and no function's: whoever moves an alias decides what runs. Its own policy names the functions; here, where each
 * character counts, they are all those of the stack.
 */
function rollout(to: Subject): PlainStatement {
  const { partition, accountId, suffix } = to;
  return {
    Sid: "Rollout",
    Effect: "Allow",
    Action: [
      "cloudwatch:DescribeAlarms",
      "lambda:GetAlias",
      "lambda:GetProvisionedConcurrencyConfig",
      "lambda:UpdateAlias",
    ],
    Resource: [
      arn(to, "cloudwatch", `alarm:*-rollout-alarm-${suffix}`),
      arn(to, "lambda", `function:*-${suffix}`),
      arn(to, "lambda", `function:*-${suffix}:*`),
    ],
    Condition: { ArnLike: { "aws:PrincipalArn": `arn:${partition}:iam::${accountId}:role/${rolloutRole(to)}` } },
  };
}

/**
 * What AWS's own policies let AWS Backup do with tables, for its two roles alone: no function gets any of it. Tests restore into tables that
 * AWS Backup names. Copies go to vaults of others, which their owners open.
 */
function backups(to: Subject): PlainStatement[] {
  const only = (role: string) => ({
    ArnLike: {
      "aws:PrincipalArn": `arn:${to.partition}:iam::${to.accountId}:role/monitoring-${role}-role-${to.suffix}`,
    },
  });
  // By the environment alone: what is said of each pipeline by name takes the room of one policy.
  const tables = arn(to, "dynamodb", `table/*-${to.suffix}`);
  const copies = `${tables}/backup/*`;
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
      Condition: only("backup"),
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
      Condition: only("backup-tests"),
    },
    {
      Sid: "BackupVaults",
      Effect: "Allow",
      Action: ["backup:CopyFromBackupVault", "backup:CopyIntoBackupVault", "backup:DescribeBackupVault"],
      Resource: [`arn:${to.partition}:backup:*:*:backup-vault:*`],
      Condition: only("backup*"),
    },
  ];
}

/**
 * API Gateway's role writes the logs of every API of the account, and AWS's policy for it names no group. What it can read are logs of
 * APIs, and not, through whoever else is given a role, what the functions of other environments have logged.
 */
function apiGatewayLogs(to: Subject): PlainStatement[] {
  return [
    { Sid: "Logs", Effect: "Allow", Action: WRITING_LOGS, Resource: [arn(to, "logs", "log-group:*")] },
    {
      Sid: "LogsRead",
      Effect: "Allow",
      Action: ["logs:FilterLogEvents", "logs:GetLogEvents"],
      Resource: ["/aws/apigateway/*", "API-Gateway-Execution-Logs_*"].map((group) =>
        arn(to, "logs", `log-group:${group}`),
      ),
    },
  ];
}

/** SES asks there for the identities of recipients as well: whatever these are, emails come from what the environment may send from. */
function emailInSandbox(to: Subject): PlainStatement {
  const { senderIdentity } = to;
  const senders = senderIdentity.includes("@") ? [senderIdentity] : [`*@${senderIdentity}`, `*@*.${senderIdentity}`];
  return {
    Sid: "MailInSandbox",
    Effect: "Allow",
    Action: ["ses:SendEmail"],
    Resource: [arn(to, "ses", "identity/*")],
    Condition: { StringLike: { "ses:FromAddress": senders } },
  };
}
