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
  /** Names that AWS itself prescribes. @default none */
  readonly prescribed?: RegExp;
}

const fifo = /\.fifo$/;

/** Every type with a name that people choose. A Lambda alias or an API's stage has its name inside the name of what it belongs to. */
export const namings: Readonly<Record<string, Naming>> = {
  "aws:apigateway/restApi:RestApi": { property: "name", kind: "api" },
  "aws:cloudtrail/trail:Trail": { property: "name", kind: "trail" },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { property: "alarmName", kind: "alarm" },
  "aws:cloudwatch/dashboard:Dashboard": { property: "dashboardName", kind: "dashboard" },
  "aws:cloudwatch/eventArchive:EventArchive": { property: "name", kind: "archive" },
  "aws:cloudwatch/eventBus:EventBus": { property: "name", kind: "eventBus" },
  "aws:cloudwatch/eventRule:EventRule": { property: "name", kind: "rule" },
  "aws:cloudwatch/logGroup:LogGroup": {
    property: "name",
    kind: "logGroup",
    prefixes: ["/aws/lambda/", "/aws/apigateway/", "/aws/vendedlogs/"],
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
    prescribed: /^API-Gateway-Execution-Logs_[a-z0-9]+\/.+$/,
  },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": { property: "name", kind: "metricFilter" },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { property: "name", kind: "alarm" },
  "aws:dynamodb/table:Table": { property: "name", kind: "table" },
  "aws:iam/policy:Policy": { property: "name", kind: "policy" },
  "aws:iam/role:Role": { property: "name", kind: "role" },
  "aws:iam/rolePolicy:RolePolicy": { property: "name", kind: "policy" },
  "aws:kms/alias:Alias": { property: "name", kind: "keyAlias", prefixes: ["alias/"] },
  "aws:lambda/function:Function": { property: "name", kind: "function" },
  // Bucket names are shared by all accounts of the world, so they end with the account.
  "aws:s3/bucket:Bucket": { property: "bucket", kind: "bucket", ending: /-\d{12}$/ },
  "aws:sesv2/configurationSet:ConfigurationSet": { property: "configurationSetName", kind: "configurationSet" },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": {
    property: "eventDestinationName",
    kind: "eventDestination",
  },
  "aws:sns/topic:Topic": { property: "name", kind: "topic", ending: fifo },
  "aws:sqs/queue:Queue": { property: "name", kind: "queue", ending: fifo },
};
