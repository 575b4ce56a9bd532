import { awsTypes } from "../../aws/resource-types";

/** A property that names another resource. */
export interface Reference {
  readonly type: string;
  readonly property: string;
  /** Types of which one must be named. */
  readonly to: readonly string[];
  /** Whether the property may be left out. */
  readonly optional: boolean;
}

const bucket = [awsTypes.s3.bucket, awsTypes.s3.bucketV2];
const keyed = [awsTypes.kms.key, awsTypes.kms.alias];
const callable = [awsTypes.lambda.alias, awsTypes.lambda.function];

/** Every property of the types of this project that names another resource of the stack. The one place to add another. */
export const references: readonly Reference[] = [
  required(awsTypes.acm.certificateValidation, "certificateArn", awsTypes.acm.certificate),
  required(awsTypes.apigateway.basePathMapping, "domainName", awsTypes.apigateway.domainName),
  required(awsTypes.apigateway.basePathMapping, "restApi", awsTypes.apigateway.restApi),
  required(awsTypes.apigateway.basePathMapping, "stageName", awsTypes.apigateway.stage),
  required(awsTypes.wafv2.webAclAssociation, "resourceArn", awsTypes.apigateway.stage),
  required(awsTypes.wafv2.webAclAssociation, "webAclArn", awsTypes.wafv2.webAcl),
  required(awsTypes.wafv2.webAclLoggingConfiguration, "logDestinationConfigs.0", awsTypes.cloudwatch.logGroup),
  required(awsTypes.wafv2.webAclLoggingConfiguration, "resourceArn", awsTypes.wafv2.webAcl),
  required(awsTypes.lambda.alias, "functionName", awsTypes.lambda.function),
  required(awsTypes.lambda.eventSourceMapping, "functionName", ...callable),
  required(awsTypes.lambda.eventSourceMapping, "eventSourceArn", awsTypes.sqs.queue, awsTypes.dynamodb.table),
  optional(
    awsTypes.lambda.eventSourceMapping,
    "destinationConfig.onFailure.destinationArn",
    awsTypes.sqs.queue,
    awsTypes.sns.topic,
  ),
  required(awsTypes.lambda.functionEventInvokeConfig, "functionName", ...callable),
  optional(
    awsTypes.lambda.functionEventInvokeConfig,
    "destinationConfig.onFailure.destination",
    awsTypes.sqs.queue,
    awsTypes.sns.topic,
  ),
  required(awsTypes.lambda.permission, "function", ...callable),
  required(awsTypes.lambda.function, "role", awsTypes.iam.role),
  required(awsTypes.lambda.function, "loggingConfig.logGroup", awsTypes.cloudwatch.logGroup),
  optional(awsTypes.lambda.function, "kmsKeyArn", ...keyed),
  optional(awsTypes.lambda.function, "deadLetterConfig.targetArn", awsTypes.sqs.queue, awsTypes.sns.topic),
  required(awsTypes.iam.rolePolicy, "role", awsTypes.iam.role),
  required(awsTypes.iam.rolePolicyAttachment, "role", awsTypes.iam.role),
  required(awsTypes.sns.topicSubscription, "topic", awsTypes.sns.topic),
  required(awsTypes.sns.topicPolicy, "arn", awsTypes.sns.topic),
  required(awsTypes.sqs.queuePolicy, "queueUrl", awsTypes.sqs.queue),
  required(awsTypes.sqs.redriveAllowPolicy, "queueUrl", awsTypes.sqs.queue),
  optional(awsTypes.sqs.queue, "kmsMasterKeyId", ...keyed),
  optional(awsTypes.sns.topic, "kmsMasterKeyId", ...keyed),
  required(awsTypes.cloudwatch.eventTarget, "rule", awsTypes.cloudwatch.eventRule),
  optional(awsTypes.cloudwatch.eventTarget, "eventBusName", awsTypes.cloudwatch.eventBus),
  required(
    awsTypes.cloudwatch.eventTarget,
    "arn",
    awsTypes.sqs.queue,
    awsTypes.sns.topic,
    ...callable,
    awsTypes.cloudwatch.eventBus,
  ),
  optional(awsTypes.cloudwatch.eventTarget, "deadLetterConfig.arn", awsTypes.sqs.queue),
  optional(awsTypes.cloudwatch.eventRule, "eventBusName", awsTypes.cloudwatch.eventBus),
  optional(awsTypes.cloudwatch.eventBus, "deadLetterConfig.arn", awsTypes.sqs.queue),
  optional(awsTypes.cloudwatch.eventBus, "kmsKeyIdentifier", ...keyed),
  required(awsTypes.cloudwatch.eventArchive, "eventSourceArn", awsTypes.cloudwatch.eventBus),
  optional(awsTypes.cloudwatch.eventArchive, "kmsKeyIdentifier", ...keyed),
  required(awsTypes.codedeploy.deploymentGroup, "appName", awsTypes.codedeploy.application),
  required(awsTypes.codedeploy.deploymentGroup, "serviceRoleArn", awsTypes.iam.role),
  required(awsTypes.apigateway.deployment, "restApi", awsTypes.apigateway.restApi),
  required(awsTypes.apigateway.stage, "restApi", awsTypes.apigateway.restApi),
  required(awsTypes.apigateway.stage, "deployment", awsTypes.apigateway.deployment),
  optional(awsTypes.apigateway.stage, "accessLogSettings.destinationArn", awsTypes.cloudwatch.logGroup),
  required(awsTypes.apigateway.methodSettings, "restApi", awsTypes.apigateway.restApi),
  required(awsTypes.apigateway.methodSettings, "stageName", awsTypes.apigateway.stage),
  required(awsTypes.ec2.defaultSecurityGroup, "vpcId", awsTypes.ec2.vpc),
  required(awsTypes.ec2.flowLog, "iamRoleArn", awsTypes.iam.role),
  required(awsTypes.ec2.flowLog, "logDestination", awsTypes.cloudwatch.logGroup),
  required(awsTypes.ec2.flowLog, "vpcId", awsTypes.ec2.vpc),
  required(awsTypes.ec2.internetGateway, "vpcId", awsTypes.ec2.vpc),
  required(awsTypes.ec2.routeTable, "vpcId", awsTypes.ec2.vpc),
  required(awsTypes.ec2.routeTableAssociation, "routeTableId", awsTypes.ec2.routeTable),
  required(awsTypes.ec2.routeTableAssociation, "subnetId", awsTypes.ec2.subnet),
  required(awsTypes.ec2.subnet, "vpcId", awsTypes.ec2.vpc),
  required(awsTypes.vpc.securityGroupEgressRule, "securityGroupId", awsTypes.ec2.securityGroup),
  optional(awsTypes.vpc.securityGroupEgressRule, "referencedSecurityGroupId", awsTypes.ec2.securityGroup),
  required(awsTypes.vpc.securityGroupIngressRule, "securityGroupId", awsTypes.ec2.securityGroup),
  optional(awsTypes.vpc.securityGroupIngressRule, "referencedSecurityGroupId", awsTypes.ec2.securityGroup),
  required(awsTypes.apigateway.account, "cloudwatchRoleArn", awsTypes.iam.role),
  required(awsTypes.sesv2.configurationSetEventDestination, "configurationSetName", awsTypes.sesv2.configurationSet),
  optional(
    awsTypes.sesv2.configurationSetEventDestination,
    "eventDestination.snsDestination.topicArn",
    awsTypes.sns.topic,
  ),
  required(awsTypes.sesv2.emailIdentity, "configurationSetName", awsTypes.sesv2.configurationSet),
  required(awsTypes.dynamodb.contributorInsights, "tableName", awsTypes.dynamodb.table),
  optional(awsTypes.dynamodb.table, "serverSideEncryption.kmsKeyArn", ...keyed),
  optional(awsTypes.cloudwatch.logGroup, "kmsKeyId", ...keyed),
  required(awsTypes.cloudwatch.logMetricFilter, "logGroupName", awsTypes.cloudwatch.logGroup),
  required(awsTypes.kms.alias, "targetKeyId", awsTypes.kms.key),
  required(awsTypes.kms.ciphertext, "keyId", ...keyed),
  optional(awsTypes.secretsmanager.secret, "kmsKeyId", ...keyed),
  optional(awsTypes.ssm.parameter, "keyId", ...keyed),
  required(awsTypes.backup.selection, "planId", awsTypes.backup.plan),
  required(awsTypes.backup.selection, "iamRoleArn", awsTypes.iam.role),
  required(awsTypes.backup.restoreTestingSelection, "restoreTestingPlanName", awsTypes.backup.restoreTestingPlan),
  required(awsTypes.backup.restoreTestingSelection, "iamRoleArn", awsTypes.iam.role),
  optional(awsTypes.backup.vault, "kmsKeyArn", ...keyed),
  required(awsTypes.cloudtrail.trail, "s3BucketName", ...bucket),
  optional(awsTypes.cloudtrail.trail, "kmsKeyId", ...keyed),
  ...["bucketPolicy:BucketPolicy", "bucketPublicAccessBlock:BucketPublicAccessBlock"].map(onBucket),
  ...["bucketOwnershipControls:BucketOwnershipControls", "bucketVersioning:BucketVersioning"].map(onBucket),
  onBucket("bucketLifecycleConfiguration:BucketLifecycleConfiguration"),
  onBucket("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
];

function required(type: string, property: string, ...to: readonly string[]): Reference {
  return { type, property, to, optional: false };
}

function optional(type: string, property: string, ...to: readonly string[]): Reference {
  return { type, property, to, optional: true };
}

function onBucket(type: string): Reference {
  return required(`aws:s3/${type}`, "bucket", ...bucket);
}
