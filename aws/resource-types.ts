/**
 * Type tokens of AWS resources in Pulumi's AWS provider, by the provider's module and resource: `aws.sqs.Queue` in a program is
 * `awsTypes.sqs.queue`. Modules are the provider's, which differ from AWS's services: event buses are in `cloudwatch`.
 */
export const awsTypes = {
  acm: {
    certificate: "aws:acm/certificate:Certificate",
    certificateValidation: "aws:acm/certificateValidation:CertificateValidation",
  },
  apigateway: {
    account: "aws:apigateway/account:Account",
    basePathMapping: "aws:apigateway/basePathMapping:BasePathMapping",
    deployment: "aws:apigateway/deployment:Deployment",
    domainName: "aws:apigateway/domainName:DomainName",
    methodSettings: "aws:apigateway/methodSettings:MethodSettings",
    restApi: "aws:apigateway/restApi:RestApi",
    restApiPolicy: "aws:apigateway/restApiPolicy:RestApiPolicy",
    stage: "aws:apigateway/stage:Stage",
  },
  apigatewayv2: {
    domainName: "aws:apigatewayv2/domainName:DomainName",
  },
  appautoscaling: {
    target: "aws:appautoscaling/target:Target",
  },
  backup: {
    plan: "aws:backup/plan:Plan",
    regionSettings: "aws:backup/regionSettings:RegionSettings",
    restoreTestingPlan: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    restoreTestingSelection: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    selection: "aws:backup/selection:Selection",
    vault: "aws:backup/vault:Vault",
    vaultPolicy: "aws:backup/vaultPolicy:VaultPolicy",
  },
  budgets: {
    budget: "aws:budgets/budget:Budget",
  },
  cloudtrail: {
    trail: "aws:cloudtrail/trail:Trail",
  },
  cloudwatch: {
    compositeAlarm: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    dashboard: "aws:cloudwatch/dashboard:Dashboard",
    eventArchive: "aws:cloudwatch/eventArchive:EventArchive",
    eventBus: "aws:cloudwatch/eventBus:EventBus",
    eventBusPolicy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    eventPermission: "aws:cloudwatch/eventPermission:EventPermission",
    eventRule: "aws:cloudwatch/eventRule:EventRule",
    eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    logMetricFilter: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    logResourcePolicy: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    metricAlarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  },
  codedeploy: {
    application: "aws:codedeploy/application:Application",
    deploymentConfig: "aws:codedeploy/deploymentConfig:DeploymentConfig",
    deploymentGroup: "aws:codedeploy/deploymentGroup:DeploymentGroup",
  },
  costexplorer: {
    anomalyMonitor: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    anomalySubscription: "aws:costexplorer/anomalySubscription:AnomalySubscription",
  },
  dynamodb: {
    contributorInsights: "aws:dynamodb/contributorInsights:ContributorInsights",
    resourcePolicy: "aws:dynamodb/resourcePolicy:ResourcePolicy",
    table: "aws:dynamodb/table:Table",
  },
  ec2: {
    defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    eip: "aws:ec2/eip:Eip",
    flowLog: "aws:ec2/flowLog:FlowLog",
    internetGateway: "aws:ec2/internetGateway:InternetGateway",
    natGateway: "aws:ec2/natGateway:NatGateway",
    route: "aws:ec2/route:Route",
    routeTable: "aws:ec2/routeTable:RouteTable",
    routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
    subnet: "aws:ec2/subnet:Subnet",
    vpc: "aws:ec2/vpc:Vpc",
    vpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    vpcEndpointPolicy: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  },
  iam: {
    groupPolicy: "aws:iam/groupPolicy:GroupPolicy",
    groupPolicyAttachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    openIdConnectProvider: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    policy: "aws:iam/policy:Policy",
    policyAttachment: "aws:iam/policyAttachment:PolicyAttachment",
    role: "aws:iam/role:Role",
    rolePoliciesExclusive: "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    rolePolicyAttachmentsExclusive: "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    userPolicy: "aws:iam/userPolicy:UserPolicy",
    userPolicyAttachment: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  },
  kinesis: {
    resourcePolicy: "aws:kinesis/resourcePolicy:ResourcePolicy",
    stream: "aws:kinesis/stream:Stream",
  },
  kms: {
    alias: "aws:kms/alias:Alias",
    ciphertext: "aws:kms/ciphertext:Ciphertext",
    externalKey: "aws:kms/externalKey:ExternalKey",
    key: "aws:kms/key:Key",
    keyPolicy: "aws:kms/keyPolicy:KeyPolicy",
    replicaKey: "aws:kms/replicaKey:ReplicaKey",
  },
  lambda: {
    alias: "aws:lambda/alias:Alias",
    eventSourceMapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
    function: "aws:lambda/function:Function",
    functionEventInvokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    functionUrl: "aws:lambda/functionUrl:FunctionUrl",
    permission: "aws:lambda/permission:Permission",
  },
  route53: {
    record: "aws:route53/record:Record",
  },
  s3: {
    bucket: "aws:s3/bucket:Bucket",
    bucketLifecycleConfiguration: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    bucketNotification: "aws:s3/bucketNotification:BucketNotification",
    bucketOwnershipControls: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
    bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    bucketServerSideEncryptionConfiguration:
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    bucketV2: "aws:s3/bucketV2:BucketV2",
    bucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
  },
  secretsmanager: {
    secret: "aws:secretsmanager/secret:Secret",
    secretPolicy: "aws:secretsmanager/secretPolicy:SecretPolicy",
  },
  ses: {
    configurationSet: "aws:ses/configurationSet:ConfigurationSet",
    identityPolicy: "aws:ses/identityPolicy:IdentityPolicy",
  },
  sesv2: {
    configurationSet: "aws:sesv2/configurationSet:ConfigurationSet",
    configurationSetEventDestination: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
    emailIdentity: "aws:sesv2/emailIdentity:EmailIdentity",
    emailIdentityPolicy: "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
  },
  sfn: {
    stateMachine: "aws:sfn/stateMachine:StateMachine",
  },
  sns: {
    topic: "aws:sns/topic:Topic",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
  },
  sqs: {
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    redriveAllowPolicy: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
    redrivePolicy: "aws:sqs/redrivePolicy:RedrivePolicy",
  },
  ssm: {
    parameter: "aws:ssm/parameter:Parameter",
  },
  vpc: {
    securityGroupEgressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    securityGroupIngressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  },
  wafv2: {
    webAcl: "aws:wafv2/webAcl:WebAcl",
    webAclAssociation: "aws:wafv2/webAclAssociation:WebAclAssociation",
    webAclLoggingConfiguration: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  },
} as const;

/** Type tokens of awsx, whose components are made by a provider of their own. */
export const awsxTypes = { ec2: { vpc: "awsx:ec2:Vpc" } } as const;

type Tokens = typeof awsTypes;

/** A type token of the table. */
export type AwsType = { [Module in keyof Tokens]: Tokens[Module][keyof Tokens[Module]] }[keyof Tokens];

/** Last part of a type: `Queue` of `aws:sqs/queue:Queue`. */
export function resourceNameOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** A type as programs write it: `sqs.Queue` of `aws:sqs/queue:Queue`. */
export function classOf(type: string): string {
  const [, module = ""] = type.split(":");
  return `${module.split("/")[0]}.${resourceNameOf(type)}`;
}
