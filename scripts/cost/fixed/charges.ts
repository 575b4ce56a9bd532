// Every type of resource that the program declares, and how it is paid for. A type that is not here makes the estimate say so.
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
} from "./serving";
import { alarmLines, catalogLines, dashboardLines, emailEventLines, insightLines } from "./watching";

const setting = { free: "a setting of another resource" };
const access = { free: "IAM is free" };
const network = { free: "the parts of a VPC are free; what crosses them is paid for by the GB" };
const backup = { byUse: "0.10 USD per GB and month of warm backups, 0.03 of cold ones" };

/** By type token. */
export const charges: Readonly<Record<string, Charge>> = {
  "aws:apigateway/account:Account": setting,
  "aws:apigateway/deployment:Deployment": setting,
  "aws:apigateway/methodSettings:MethodSettings": { monthly: methodMetricLines },
  "aws:apigateway/restApi:RestApi": { byUse: "by request" },
  "aws:apigateway/stage:Stage": {
    byUse: "its access log by the GB, its traces by the million; no cache is switched on",
  },
  "aws:backup/plan:Plan": backup,
  "aws:backup/selection:Selection": setting,
  "aws:backup/vault:Vault": backup,
  "aws:budgets/budget:Budget": { free: "budgets without actions are free" },
  "aws:cloudtrail/trail:Trail": { byUse: "by data event, and its files in S3 by the GB" },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { monthly: compositeAlarmLines },
  "aws:cloudwatch/dashboard:Dashboard": { monthly: dashboardLines },
  "aws:cloudwatch/eventArchive:EventArchive": { byUse: "0.10 USD per GB that goes in, 0.023 USD per GB and month" },
  "aws:cloudwatch/eventBus:EventBus": { byUse: "by event" },
  "aws:cloudwatch/eventRule:EventRule": { free: "rules are free; events are paid for when they are put" },
  "aws:cloudwatch/eventTarget:EventTarget": { free: "deliveries in the account are free" },
  "aws:cloudwatch/logGroup:LogGroup": { byUse: "0.50 USD per GB that goes in, 0.03 USD per GB and month kept" },
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    free: "filters are free; their metric stands among the custom metrics",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": { monthly: alarmLines },
  "aws:codedeploy/application:Application": { free: "CodeDeploy is free for Lambda" },
  "aws:codedeploy/deploymentConfig:DeploymentConfig": { free: "CodeDeploy is free for Lambda" },
  "aws:codedeploy/deploymentGroup:DeploymentGroup": { free: "CodeDeploy is free for Lambda" },
  "aws:dynamodb/contributorInsights:ContributorInsights": { monthly: insightLines },
  "aws:dynamodb/table:Table": {
    byUse: "by write and read; 0.25 USD per GB and month stored, indexes too, and 0.20 more for its PITR",
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": network,
  "aws:ec2/eip:Eip": { monthly: addressLines },
  "aws:ec2/internetGateway:InternetGateway": network,
  "aws:ec2/natGateway:NatGateway": { monthly: natGatewayLines },
  "aws:ec2/route:Route": network,
  "aws:ec2/routeTable:RouteTable": network,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": network,
  "aws:ec2/securityGroup:SecurityGroup": network,
  "aws:ec2/securityGroupRule:SecurityGroupRule": network,
  "aws:ec2/subnet:Subnet": network,
  "aws:ec2/vpc:Vpc": network,
  "aws:ec2/vpcEndpoint:VpcEndpoint": { monthly: endpointLines },
  "aws:iam/role:Role": access,
  "aws:iam/rolePolicy:RolePolicy": access,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": access,
  "aws:kms/alias:Alias": { free: "an alias is part of its key" },
  "aws:kms/ciphertext:Ciphertext": { free: "one request at each deployment" },
  "aws:kms/key:Key": { monthly: keyLines },
  "aws:lambda/alias:Alias": setting,
  "aws:lambda/eventSourceMapping:EventSourceMapping": { monthly: pollingLines },
  "aws:lambda/function:Function": { byUse: "by request and time" },
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": setting,
  "aws:lambda/permission:Permission": setting,
  "aws:s3/bucket:Bucket": { byUse: "0.023 USD per GB and month" },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting,
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting,
  "aws:s3/bucketPolicy:BucketPolicy": setting,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": setting,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting,
  "aws:s3/bucketVersioning:BucketVersioning": setting,
  "aws:sesv2/configurationSet:ConfigurationSet": { byUse: "by email" },
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": { monthly: emailEventLines },
  "aws:sesv2/emailIdentity:EmailIdentity": { free: "identities are free" },
  "aws:sns/topic:Topic": { byUse: "by message" },
  "aws:sns/topicPolicy:TopicPolicy": setting,
  "aws:sns/topicSubscription:TopicSubscription": { byUse: "emails by the message; queues and functions are free" },
  "aws:sqs/queue:Queue": { byUse: "by request" },
  "aws:sqs/queuePolicy:QueuePolicy": setting,
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": setting,
};

/** The monthly bill of a stack, and the types that nobody has priced. */
export interface FixedBill {
  readonly lines: readonly FixedLine[];
  readonly usd: number;
  /** Type tokens, sorted. The bill is too low by what they cost. */
  readonly unknown: readonly string[];
}

/** Counts the bill from the resources that AWS knows: no components, no providers. */
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
