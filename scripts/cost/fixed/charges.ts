// How each resource type of the program is billed. The estimate reports a type that is missing here.
import { awsTypes } from "../../../aws/resource-types";
import type { GraphResource } from "../../../program/graph/build-graph";
import type { Charge, FixedLine } from "./line";
import {
  addressLines,
  compositeAlarmLines,
  endpointLines,
  keyLines,
  methodMetricLines,
  natGatewayLines,
  pollingLines,
  webAclLines,
} from "./serving";
import { alarmLines, catalogLines, dashboardLines, emailEventLines, insightLines } from "./watching";

const setting = { free: "a setting of another resource" };
const access = { free: "IAM is free" };
const network = { free: "the parts of a VPC are free; what crosses them is paid for by the GB" };
const backup = { byUse: "0.10 USD per GB and month of warm backups, 0.03 of cold ones" };

/** By type token. */
export const charges: Readonly<Record<string, Charge>> = {
  [awsTypes.acm.certificate]: { free: "certificates that AWS issues for its own services are free" },
  [awsTypes.acm.certificateValidation]: setting,
  [awsTypes.apigateway.account]: setting,
  [awsTypes.apigateway.basePathMapping]: setting,
  [awsTypes.apigateway.deployment]: setting,
  [awsTypes.apigateway.domainName]: { free: "regional domains are free; calls are paid for as those of the API" },
  [awsTypes.apigateway.methodSettings]: { monthly: methodMetricLines },
  [awsTypes.apigateway.restApi]: { byUse: "by request" },
  [awsTypes.apigateway.stage]: {
    byUse: "its access log by the GB, its traces by the million; no cache is switched on",
  },
  [awsTypes.backup.plan]: backup,
  [awsTypes.backup.regionSettings]: setting,
  [awsTypes.backup.restoreTestingPlan]: {
    byUse: "0.15 USD per GB that a test restores, and the evaluation of a test by the resource",
  },
  [awsTypes.backup.restoreTestingSelection]: setting,
  [awsTypes.backup.selection]: setting,
  [awsTypes.backup.vault]: backup,
  [awsTypes.budgets.budget]: { free: "budgets without actions are free" },
  [awsTypes.cloudtrail.trail]: { byUse: "by data event, and its files in S3 by the GB" },
  [awsTypes.cloudwatch.compositeAlarm]: { monthly: compositeAlarmLines },
  [awsTypes.cloudwatch.dashboard]: { monthly: dashboardLines },
  [awsTypes.cloudwatch.eventArchive]: { byUse: "0.10 USD per GB that goes in, 0.023 USD per GB and month" },
  [awsTypes.cloudwatch.eventBus]: { byUse: "by event" },
  [awsTypes.cloudwatch.eventRule]: { free: "rules are free; events are paid for when they are put" },
  [awsTypes.cloudwatch.eventTarget]: { free: "deliveries in the account are free" },
  [awsTypes.cloudwatch.logGroup]: { byUse: "0.50 USD per GB that goes in, 0.03 USD per GB and month kept" },
  [awsTypes.cloudwatch.logMetricFilter]: {
    free: "filters are free; their metric stands among the custom metrics",
  },
  [awsTypes.cloudwatch.logResourcePolicy]: setting,
  [awsTypes.cloudwatch.metricAlarm]: { monthly: alarmLines },
  [awsTypes.codedeploy.application]: { free: "CodeDeploy is free for Lambda" },
  [awsTypes.codedeploy.deploymentConfig]: { free: "CodeDeploy is free for Lambda" },
  [awsTypes.codedeploy.deploymentGroup]: { free: "CodeDeploy is free for Lambda" },
  [awsTypes.costexplorer.anomalyMonitor]: { free: "Cost Anomaly Detection is free" },
  [awsTypes.costexplorer.anomalySubscription]: {
    free: "Cost Anomaly Detection is free; its topic is paid for by the email",
  },
  [awsTypes.dynamodb.contributorInsights]: { monthly: insightLines },
  [awsTypes.dynamodb.table]: {
    byUse: "by write and read; 0.25 USD per GB and month stored, indexes too, and 0.20 more for its PITR",
  },
  [awsTypes.ec2.defaultSecurityGroup]: network,
  [awsTypes.ec2.eip]: { monthly: addressLines },
  [awsTypes.ec2.flowLog]: {
    byUse: "0.50 USD per GB of its log, about 250 bytes for each connection of a function and ten minutes",
  },
  [awsTypes.ec2.internetGateway]: network,
  [awsTypes.ec2.natGateway]: { monthly: natGatewayLines },
  [awsTypes.ec2.route]: network,
  [awsTypes.ec2.routeTable]: network,
  [awsTypes.ec2.routeTableAssociation]: network,
  [awsTypes.ec2.securityGroup]: network,
  [awsTypes.ec2.securityGroupRule]: network,
  [awsTypes.ec2.subnet]: network,
  [awsTypes.ec2.vpc]: network,
  [awsTypes.ec2.vpcEndpoint]: { monthly: endpointLines },
  [awsTypes.iam.role]: access,
  [awsTypes.iam.rolePolicy]: access,
  [awsTypes.iam.rolePolicyAttachment]: access,
  [awsTypes.kms.alias]: { free: "an alias is part of its key" },
  [awsTypes.kms.ciphertext]: { free: "one request at each deployment" },
  [awsTypes.kms.key]: { monthly: keyLines },
  [awsTypes.lambda.alias]: setting,
  [awsTypes.lambda.eventSourceMapping]: { monthly: pollingLines },
  [awsTypes.lambda.function]: { byUse: "by request and time" },
  [awsTypes.lambda.functionEventInvokeConfig]: setting,
  [awsTypes.lambda.permission]: setting,
  [awsTypes.route53.record]: { free: "records are free in a zone that is there; so are queries of an alias" },
  [awsTypes.s3.bucket]: { byUse: "0.023 USD per GB and month" },
  [awsTypes.s3.bucketLifecycleConfiguration]: setting,
  [awsTypes.s3.bucketOwnershipControls]: setting,
  [awsTypes.s3.bucketPolicy]: setting,
  [awsTypes.s3.bucketPublicAccessBlock]: setting,
  [awsTypes.s3.bucketServerSideEncryptionConfiguration]: setting,
  [awsTypes.s3.bucketVersioning]: setting,
  [awsTypes.sesv2.configurationSet]: { byUse: "by email" },
  [awsTypes.sesv2.configurationSetEventDestination]: { monthly: emailEventLines },
  [awsTypes.sesv2.emailIdentity]: { free: "identities are free" },
  [awsTypes.sns.topic]: { byUse: "by message" },
  [awsTypes.sns.topicPolicy]: setting,
  [awsTypes.sns.topicSubscription]: { byUse: "emails by the message; queues and functions are free" },
  [awsTypes.sqs.queue]: { byUse: "by request" },
  [awsTypes.sqs.queuePolicy]: setting,
  [awsTypes.sqs.redriveAllowPolicy]: setting,
  [awsTypes.vpc.securityGroupEgressRule]: network,
  [awsTypes.vpc.securityGroupIngressRule]: network,
  [awsTypes.wafv2.webAcl]: { monthly: webAclLines },
  [awsTypes.wafv2.webAclAssociation]: setting,
  [awsTypes.wafv2.webAclLoggingConfiguration]: setting,
};

/** The fixed monthly costs of a stack, and the types without a price. */
export interface FixedBill {
  readonly lines: readonly FixedLine[];
  readonly usd: number;
  /** Type tokens, sorted. Their cost is missing from the bill. */
  readonly unknown: readonly string[];
}

/** Adds up the fixed costs of the resources that exist in AWS: no components, no providers. */
export function fixedBill(resources: readonly GraphResource[]): FixedBill {
  const real = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  const types = [...new Set(real.map(({ type }) => type))].sort();
  const lines = [...types.flatMap((type) => linesOf(type, real)), ...catalogLines(real)];
  const usd = lines.reduce((sum, { count, unitPrice }) => sum + count * unitPrice, 0);
  return { lines, usd, unknown: types.filter((type) => charges[type] === undefined) };
}

function linesOf(type: string, all: readonly GraphResource[]): readonly FixedLine[] {
  const charge = charges[type];
  if (charge === undefined || !("monthly" in charge)) return [];
  return charge.monthly(
    all.filter((resource) => resource.type === type),
    all,
  );
}
