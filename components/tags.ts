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

/** On a stage whose region's log role is another stack's: without an account of its own the stage says so. */
export const accountElsewhere = { ApiGatewayAccount: "another-stack" } as const;

/** Types used here that take no tags on AWS; every other type must carry them. */
export const untaggableTypes: readonly string[] = [
  "aws:apigateway/account:Account",
  "aws:apigateway/deployment:Deployment",
  "aws:apigateway/methodSettings:MethodSettings",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:dynamodb/contributorInsights:ContributorInsights",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:cloudwatch/eventArchive:EventArchive",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:kms/ciphertext:Ciphertext",
  "aws:lambda/alias:Alias",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  "aws:lambda/permission:Permission",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:sqs/queuePolicy:QueuePolicy",
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
];
