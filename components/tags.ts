import { awsTypes } from "../aws/resource-types";
import { projectName } from "../launch/project-root.cjs";

/** Tags that every taggable resource carries. */
export type Tags = Readonly<Record<"Environment" | "Application" | "ManagedBy" | "iac-rlhf-amazon", string>>;

/** The tags of a stack, by its environment suffix. */
export function tagsFor(environmentSuffix: string): Tags {
  return {
    Environment: environmentSuffix,
    Application: projectName,
    ManagedBy: "pulumi",
    "iac-rlhf-amazon": "true",
  };
}

/** Tag of a stage whose region's log role belongs to another stack, since the stack has no aws.apigateway.Account itself. */
export const accountElsewhere = { ApiGatewayAccount: "another-stack" } as const;

/** Types in this program that AWS does not let be tagged; all others must have the tags. */
export const untaggableTypes: readonly string[] = [
  awsTypes.acm.certificateValidation,
  awsTypes.apigateway.account,
  awsTypes.apigateway.basePathMapping,
  awsTypes.apigateway.deployment,
  awsTypes.apigateway.methodSettings,
  awsTypes.backup.regionSettings,
  awsTypes.backup.restoreTestingSelection,
  awsTypes.backup.selection,
  awsTypes.cloudwatch.dashboard,
  awsTypes.cloudwatch.logMetricFilter,
  awsTypes.cloudwatch.logResourcePolicy,
  awsTypes.dynamodb.contributorInsights,
  awsTypes.ec2.routeTableAssociation,
  awsTypes.iam.rolePolicy,
  awsTypes.iam.rolePolicyAttachment,
  awsTypes.kms.alias,
  awsTypes.cloudwatch.eventArchive,
  awsTypes.cloudwatch.eventTarget,
  awsTypes.codedeploy.deploymentConfig,
  awsTypes.kms.ciphertext,
  awsTypes.lambda.alias,
  awsTypes.lambda.functionEventInvokeConfig,
  awsTypes.lambda.permission,
  awsTypes.route53.record,
  awsTypes.s3.bucketLifecycleConfiguration,
  awsTypes.s3.bucketOwnershipControls,
  awsTypes.s3.bucketPolicy,
  awsTypes.s3.bucketPublicAccessBlock,
  awsTypes.s3.bucketServerSideEncryptionConfiguration,
  awsTypes.s3.bucketVersioning,
  awsTypes.sesv2.configurationSetEventDestination,
  awsTypes.sns.topicPolicy,
  awsTypes.sns.topicSubscription,
  awsTypes.sqs.queuePolicy,
  awsTypes.sqs.redriveAllowPolicy,
  awsTypes.wafv2.webAclAssociation,
  awsTypes.wafv2.webAclLoggingConfiguration,
];
