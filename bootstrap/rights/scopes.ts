import { type LogicalName, SHARED } from "../../components/naming";
import { secretContextKey } from "../../functions/shared/secret-context";
import { networkScopes } from "./network-scopes";
import {
  arn,
  claiming,
  flowLogRole,
  inRegion,
  isOfPullRequests,
  logGroups,
  ownNames,
  type PlainConditions,
  requestTags,
  resourceTags,
  rolloutRole,
  type Subject,
} from "./subject";

/** What a right reaches: resources of one kind, and on which conditions. */
export interface Scope {
  /** `*` only for actions that AWS does not limit to resources; none where there is nothing to do. */
  readonly arns: (subject: Subject) => readonly string[];
  readonly conditions?: (subject: Subject) => PlainConditions;
  /** Name of a statement that scopes with the same conditions share, to save room; no action of one works on a resource of another. @default its own */
  readonly statement?: string;
}

/** Services through which the program's key encrypts what a deployment sets up. */
const keyUsers = ["backup", "dynamodb", "lambda", "events"] as const;

/** What the program encrypts for its functions, by the name in the encryption context. */
const secrets: readonly LogicalName[] = ["notifications-webhook"];

/** Services that the program gives roles to. */
const rolePassees = [
  "lambda.amazonaws.com",
  "apigateway.amazonaws.com",
  "codedeploy.amazonaws.com",
  "backup.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Services that make a role for themselves: IAM gives it its name, so that the service says which role it is. */
const linkedRoles = ["ops.apigateway.amazonaws.com", "contributorinsights.dynamodb.amazonaws.com"];

/** AWS's own policies that the program attaches. */
const attachable = [
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs",
  // ...ForBackup and ...ForRestores; one pattern, for the boundary has to fit into one policy.
  "service-role/AWSBackupServiceRolePolicyFor*",
];

/** The character itself, in the pattern of an ARN (IAM user guide, "IAM policy elements: Variables and tags"). */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is IAM that fills in the variable, not JavaScript
const LITERAL_STAR = "${*}";

/** Every scope of a right, by name. ARNs are those of AWS's service authorization reference. */
export const scopes = {
  table: named("dynamodb", "table/"),
  tableIndex: named("dynamodb", "table/", "/index/*"),
  queue: named("sqs", ""),
  topic: named("sns", ""),
  bus: named("events", "event-bus/"),
  // A rule's ARN names its bus first, which ends like the rule.
  rule: named("events", "rule/"),
  archive: named("events", "archive/"),
  function: named("lambda", "function:"),
  functionVersion: named("lambda", "function:", ":*"),
  mapping: { arns: mappings, conditions: ofOwnFunctions },
  newMapping: { arns: anything, conditions: ofOwnFunctions },
  // Tags of a mapping are asked by its ARN alone, which names no stack: a tagged mapping is recognized by its tags.
  newMappingTags: { arns: mappings, conditions: claiming },
  mappingTags: { arns: mappings, conditions: resourceTags },
  anyMapping: { arns: mappings },
  logGroup: { arns: logGroups },
  alarm: named("cloudwatch", "alarm:"),
  dashboard: {
    arns: (to) =>
      [...ownNames(to), `${SHARED}-overview-${to.suffix}`].map(
        (name) => `arn:${to.partition}:cloudwatch::${to.accountId}:dashboard/${name}`,
      ),
  },
  // A budget belongs to no region.
  budget: {
    arns: (to) => ownNames(to).map((name) => `arn:${to.partition}:budgets::${to.accountId}:budget/${name}`),
  },
  // One monitor for an account, which is never a pull request's. Its ARN has an id for a name, and no region.
  newCostAnomalies: { arns: (to) => (isOfPullRequests(to) ? [] : ["*"]), conditions: requestTags },
  costMonitor: { arns: (to) => costAnomalies(to, "monitor"), conditions: resourceTags },
  costSubscription: { arns: (to) => costAnomalies(to, "subscription"), conditions: resourceTags },
  backupVault: named("backup", "backup-vault:"),
  // A plan has an id for a name. One that has a tag `Environment` belongs to somebody.
  newBackupPlan: { arns: backupPlans, conditions: claiming },
  backupPlan: { arns: backupPlans, conditions: resourceTags },
  // Its name takes no dashes, and AWS puts an id behind it.
  restoreTestingPlan: {
    arns: (to) => [arn(to, "backup", `restore-testing-plan:monitoring_*_${to.suffix.replaceAll("-", "_")}-*`)],
  },
  trail: named("cloudtrail", "trail/"),
  identity: { arns: (to) => [arn(to, "ses", `identity/${to.senderIdentity}`)] },
  configurationSet: named("ses", "configuration-set/"),
  bucket: { arns: (to) => ownBuckets(to) },
  bucketObject: { arns: (to) => ownBuckets(to).map((bucket) => `${bucket}/*`) },

  // API Gateway knows no names in ARNs: the tags of an API are those of all that is in it.
  newApi: { arns: (to) => [apiArn(to, "/restapis")], conditions: requestTags },
  api: { arns: (to) => [apiArn(to, "/restapis/*")], conditions: resourceTags },
  // An API that is being made has `*` in place of its id (`${*}` is that character and no wildcard): no API that is there has.
  newApiTags: { arns: (to) => [apiTagsArn(to, LITERAL_STAR)], conditions: requestTags },
  // A stage has the stack's name. One that has a tag `Environment` belongs to somebody.
  newStageTags: {
    arns: (to) => [LITERAL_STAR, to.suffix].map((stage) => apiTagsArn(to, `*%2Fstages%2F${stage}`)),
    conditions: claiming,
  },
  apiTags: { arns: (to) => [apiTagsArn(to, "*")], conditions: resourceTags },
  anyApiTags: { arns: (to) => [apiTagsArn(to, "*")] },
  webAcl: { arns: (to) => [arn(to, "wafv2", `regional/webacl/orders-*-${to.suffix}/*`)] },
  managedRuleSet: { arns: (to) => [arn(to, "wafv2", "regional/managedruleset/*/*")] },
  webAclStage: { arns: (to) => [apiArn(to, `/restapis/*/stages/${to.suffix}`)] },
  // Whoever may set one may let anybody write into the account's logs: not a pull request's stack, which has no web ACL.
  logDelivery: { arns: (to) => (isOfPullRequests(to) ? [] : anything()), conditions: inRegion },
  newDomain: {
    arns: (to) => (to.apiDomain === undefined ? [] : [apiArn(to, "/domainnames")]),
    conditions: requestTags,
  },
  domain: {
    arns: (to) => withDomain(to, (name) => ["", "/*"].map((rest) => apiArn(to, `/domainnames/${name}${rest}`))),
  },
  domainTags: {
    arns: (to) => withDomain(to, (name) => [tagsArn(to, `/domainnames/${name}`)]),
  },
  // Certificates have ids for names.
  newCertificate: { arns: (to) => withDomain(to, anything), conditions: requestTags },
  newCertificateTags: { arns: certificates, conditions: claiming },
  certificate: { arns: certificates, conditions: resourceTags },
  zone: { arns: zones },
  records: {
    arns: zones,
    // Its own records and the one by which a certificate proves itself. No record that email or other zones depend on.
    conditions: ({ apiDomain }) => ({
      "ForAllValues:StringLike": {
        "route53:ChangeResourceRecordSetsNormalizedRecordNames": [apiDomain?.name ?? "", `_*.${apiDomain?.name}`],
      },
      "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["A", "CNAME"] },
    }),
  },
  zoneChange: { arns: (to) => (zones(to).length === 0 ? [] : [`arn:${to.partition}:route53:::change/*`]) },
  // The log role that all APIs of the account share is for the one stack that sets it, which is never a pull request's.
  apiAccount: { arns: (to) => (isOfPullRequests(to) ? [] : [apiArn(to, "/account")]) },

  // Keys have ids for names.
  newKey: { arns: anything, conditions: requestTags },
  // Only a key that is being made: one that has the tag, or an alias, belongs to somebody.
  newKeyTags: {
    arns: keys,
    conditions: (to) => ({
      ...requestTags(to),
      Null: { "aws:ResourceTag/Environment": "true", "kms:ResourceAliases": "true" },
    }),
  },
  key: { arns: keys, conditions: resourceTags },
  keyThroughServices: {
    arns: keys,
    conditions: (to) => ({
      ...resourceTags(to),
      StringEquals: { "kms:ViaService": keyUsers.map((user) => `${user}.${to.region}.${to.dnsSuffix}`) },
    }),
  },
  // The stacks of pull requests have no secrets: there is none to encrypt.
  secret: {
    arns: (to) => (secrets.length === 0 || isOfPullRequests(to) ? [] : keys(to)),
    conditions: (to) => ({
      ...resourceTags(to),
      StringEquals: {
        [`kms:EncryptionContext:${secretContextKey}`]: secrets.map((secret) => `${secret}-${to.suffix}`),
      },
    }),
  },
  keyGrant: {
    arns: keys,
    conditions: (to) => ({ ...resourceTags(to), Bool: { "kms:GrantIsForAWSResource": "true" } }),
  },
  keyAlias: { arns: (to) => [arn(to, "kms", `alias/${SHARED}-key-${to.suffix}`)] },

  rolloutApplication: { arns: (to) => [rolloutArn(to, `application:${rolloutApplication(to)}`)] },
  rolloutGroup: {
    arns: (to) => ownNames(to).map((name) => rolloutArn(to, `deploymentgroup:${rolloutApplication(to)}/${name}`)),
  },
  rolloutConfig: { arns: ownRolloutConfigs },
  // AWS's own configurations are named by deployments as well.
  anyRolloutConfig: {
    arns: (to) => [...ownRolloutConfigs(to), rolloutArn(to, "deploymentconfig:CodeDeploy*")],
  },

  role: { arns: roles },
  boundedRole: { arns: roles, conditions: bounded },
  attachment: {
    arns: roles,
    conditions: (to) => ({
      StringEquals: bounded(to).StringEquals,
      ArnEquals: { "iam:PolicyARN": attachable.map((policy) => `arn:${to.partition}:iam::aws:policy/${policy}`) },
    }),
  },
  passedRole: { arns: roles, conditions: () => ({ StringEquals: { "iam:PassedToService": rolePassees } }) },
  linkedRole: {
    arns: (to) => [`arn:${to.partition}:iam::${to.accountId}:role/aws-service-role/*`],
    conditions: () => ({ StringEquals: { "iam:AWSServiceName": linkedRoles } }),
  },

  ...networkScopes,

  /** For actions without a resource level. */
  anything: { arns: anything },
} as const satisfies Readonly<Record<string, Scope>>;

/** Names of scopes. */
export type ScopeName = keyof typeof scopes;

/** Resources of a service whose ARN ends with a name of ours. */
function named(service: string, prefix: string, ending = ""): Scope {
  return { arns: (to) => ownNames(to).map((name) => arn(to, service, `${prefix}${name}${ending}`)) };
}

function ownBuckets(to: Subject): string[] {
  return ownNames(to).map((name) => `arn:${to.partition}:s3:::${name}-${to.accountId}`);
}

function roles(to: Subject): string[] {
  return [...ownNames(to), rolloutRole(to), flowLogRole(to)].map(
    (name) => `arn:${to.partition}:iam::${to.accountId}:role/${name}`,
  );
}

function rolloutApplication({ suffix }: Subject): string {
  return `${SHARED}-rollout-${suffix}`;
}

function ownRolloutConfigs(to: Subject): string[] {
  return ["canary", "linear"].map((strategy) =>
    rolloutArn(to, `deploymentconfig:${SHARED}-${strategy}-*-${to.suffix}`),
  );
}

function rolloutArn(to: Subject, resource: string): string {
  return arn(to, "codedeploy", resource);
}

function keys(to: Subject): string[] {
  return [arn(to, "kms", "key/*")];
}

function costAnomalies(to: Subject, kind: "monitor" | "subscription"): string[] {
  return isOfPullRequests(to) ? [] : [`arn:${to.partition}:ce::${to.accountId}:anomaly${kind}/*`];
}

function backupPlans(to: Subject): string[] {
  return [arn(to, "backup", "backup-plan:*")];
}

function mappings(to: Subject): string[] {
  return [arn(to, "lambda", "event-source-mapping:*")];
}

function anything(): string[] {
  return ["*"];
}

function apiArn(to: Subject, path: string): string {
  return `arn:${to.partition}:apigateway:${to.region}::${path}`;
}

/** What tags of APIs are asked for by. */
function apiTagsArn(to: Subject, api: string): string {
  return `${tagsArn(to, "/restapis/")}${api}`;
}

/** What tags of something in API Gateway are asked for by: its ARN, encoded as in an address. */
function tagsArn(to: Subject, path: string): string {
  return apiArn(to, `/tags/${encodeURIComponent(apiArn(to, path))}`);
}

function withDomain({ apiDomain }: Subject, arns: (name: string) => string[]): string[] {
  return apiDomain === undefined ? [] : arns(apiDomain.name);
}

function certificates(to: Subject): string[] {
  return withDomain(to, () => [arn(to, "acm", "certificate/*")]);
}

function zones({ apiDomain, partition }: Subject): string[] {
  return apiDomain?.hostedZoneId === undefined
    ? []
    : [`arn:${partition}:route53:::hostedzone/${apiDomain.hostedZoneId}`];
}

/** By either: what the service boundary gives beyond the other, it gives to roles of certain names alone. */
function bounded(to: Subject): { readonly StringEquals: Readonly<Record<string, readonly string[]>> } {
  return { StringEquals: { "iam:PermissionsBoundary": [to.runtimeBoundaryArn, to.serviceBoundaryArn] } };
}

function ofOwnFunctions(to: Subject): PlainConditions {
  const names = ownNames(to).flatMap((name) => [`function:${name}`, `function:${name}:*`]);
  return { ArnLike: { "lambda:FunctionArn": names.map((name) => arn(to, "lambda", name)) } };
}
