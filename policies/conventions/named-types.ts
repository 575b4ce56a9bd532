import { awsTypes } from "../../aws/resource-types";
import type { NameKind } from "../../components/naming";

/** How a type says its physical name. */
export interface Naming {
  readonly property: string;
  /** What AWS allows. */
  readonly kind: NameKind;
  /** What may stand before the name, by AWS's rules or by convention. @default nothing */
  readonly prefixes?: readonly string[];
  /** What may stand after the environment. @default nothing */
  readonly ending?: RegExp;
  /** Whether AWS takes no dashes, so that underscores stand for them. @default false */
  readonly underscored?: true;
  /** Names that AWS itself prescribes. @default none */
  readonly prescribed?: RegExp;
}

const fifo = /\.fifo$/;

/** Every type with a name that people choose. A Lambda alias or an API's stage has its name inside the name of what it belongs to. */
export const namings: Readonly<Record<string, Naming>> = {
  [awsTypes.apigateway.restApi]: { property: "name", kind: "api" },
  [awsTypes.backup.plan]: { property: "name", kind: "backupPlan" },
  [awsTypes.backup.restoreTestingPlan]: { property: "name", kind: "backupPlan", underscored: true },
  [awsTypes.backup.restoreTestingSelection]: { property: "name", kind: "backupPlan", underscored: true },
  [awsTypes.backup.selection]: { property: "name", kind: "backupPlan" },
  [awsTypes.backup.vault]: { property: "name", kind: "backupVault" },
  [awsTypes.budgets.budget]: { property: "name", kind: "budget" },
  [awsTypes.cloudtrail.trail]: { property: "name", kind: "trail" },
  [awsTypes.cloudwatch.compositeAlarm]: { property: "alarmName", kind: "alarm" },
  [awsTypes.cloudwatch.dashboard]: { property: "dashboardName", kind: "dashboard" },
  [awsTypes.cloudwatch.eventArchive]: { property: "name", kind: "archive" },
  [awsTypes.cloudwatch.eventBus]: { property: "name", kind: "eventBus" },
  [awsTypes.cloudwatch.eventRule]: { property: "name", kind: "rule" },
  [awsTypes.cloudwatch.logGroup]: {
    property: "name",
    kind: "logGroup",
    prefixes: ["/aws/lambda/", "/aws/apigateway/", "/aws/vendedlogs/", "aws-waf-logs-"],
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    prescribed: /^API-Gateway-Execution-Logs_[a-z0-9]+\/.+$/,
  },
  [awsTypes.cloudwatch.logMetricFilter]: { property: "name", kind: "metricFilter" },
  [awsTypes.cloudwatch.logResourcePolicy]: { property: "policyName", kind: "policy" },
  [awsTypes.cloudwatch.metricAlarm]: { property: "name", kind: "alarm" },
  [awsTypes.codedeploy.application]: { property: "name", kind: "codeDeploy" },
  [awsTypes.codedeploy.deploymentConfig]: { property: "deploymentConfigName", kind: "codeDeploy" },
  [awsTypes.codedeploy.deploymentGroup]: { property: "deploymentGroupName", kind: "codeDeploy" },
  [awsTypes.costexplorer.anomalyMonitor]: { property: "name", kind: "costAnomalies" },
  [awsTypes.costexplorer.anomalySubscription]: { property: "name", kind: "costAnomalies" },
  [awsTypes.dynamodb.table]: { property: "name", kind: "table" },
  [awsTypes.iam.policy]: { property: "name", kind: "policy" },
  [awsTypes.iam.role]: { property: "name", kind: "role" },
  [awsTypes.iam.rolePolicy]: { property: "name", kind: "policy" },
  [awsTypes.kms.alias]: { property: "name", kind: "keyAlias", prefixes: ["alias/"] },
  [awsTypes.lambda.function]: { property: "name", kind: "function" },
  // Bucket names are shared by all accounts of the world, so they end with the account.
  [awsTypes.s3.bucket]: { property: "bucket", kind: "bucket", ending: /-\d{12}$/ },
  [awsTypes.sesv2.configurationSet]: { property: "configurationSetName", kind: "configurationSet" },
  [awsTypes.sesv2.configurationSetEventDestination]: {
    property: "eventDestinationName",
    kind: "eventDestination",
  },
  [awsTypes.sns.topic]: { property: "name", kind: "topic", ending: fifo },
  [awsTypes.sqs.queue]: { property: "name", kind: "queue", ending: fifo },
  [awsTypes.wafv2.webAcl]: { property: "name", kind: "webAcl" },
};
