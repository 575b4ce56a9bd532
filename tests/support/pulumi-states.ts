/** Where a program is deployed. */
export interface DeploymentTarget {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly dnsSuffix: string;
}

type Inputs = Readonly<Record<string, unknown>>;
type Computed = (name: string, inputs: Inputs, where: DeploymentTarget) => Readonly<Record<string, unknown>>;

/** What AWS adds to the inputs of each type that the program may use. Strict: another type fails the test. */
const computed: Readonly<Record<string, Computed>> = {
  "aws:acm/certificate:Certificate": (name, inputs, where) => ({
    arn: arn("acm", `certificate/${name}-id`, where),
    domainValidationOptions: [
      {
        domainName: inputs.domainName,
        resourceRecordName: `_proof.${inputs.domainName}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_proof.acm-validations.aws.",
      },
    ],
  }),
  "aws:acm/certificateValidation:CertificateValidation": () => ({}),
  "aws:apigateway/account:Account": () => ({}),
  "aws:apigateway/basePathMapping:BasePathMapping": () => ({}),
  "aws:apigateway/deployment:Deployment": () => ({}),
  "aws:apigateway/domainName:DomainName": (_name, _inputs, where) => ({
    regionalDomainName: `d-target.execute-api.${where.region}.${where.dnsSuffix}`,
    regionalZoneId: "ZREGIONAL",
  }),
  "aws:apigateway/methodSettings:MethodSettings": () => ({}),
  "aws:apigateway/restApi:RestApi": (name, _inputs, where) => ({
    arn: `arn:${where.partition}:apigateway:${where.region}::/restapis/${name}-id`,
    executionArn: arn("execute-api", `${name}-id`, where),
    rootResourceId: "root",
  }),
  "aws:apigateway/stage:Stage": (_name, inputs, where) => ({
    invokeUrl: `https://${inputs.restApi}.execute-api.${where.region}.${where.dnsSuffix}/${inputs.stageName}`,
    arn: `arn:${where.partition}:apigateway:${where.region}::/restapis/${inputs.restApi}/stages/${inputs.stageName}`,
  }),
  "aws:backup/plan:Plan": (name, _inputs, where) => ({ arn: arn("backup", `backup-plan:${name}-id`, where) }),
  "aws:backup/regionSettings:RegionSettings": () => ({}),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": (_name, inputs, where) => ({
    arn: arn("backup", `restore-testing-plan:${inputs.name}-1`, where),
  }),
  "aws:backup/restoreTestingSelection:RestoreTestingSelection": () => ({}),
  "aws:backup/selection:Selection": () => ({}),
  "aws:backup/vault:Vault": (_name, inputs, where) => ({ arn: arn("backup", `backup-vault:${inputs.name}`, where) }),
  "aws:budgets/budget:Budget": (_name, inputs, where) => ({
    arn: `arn:${where.partition}:budgets::${where.accountId}:budget/${inputs.name}`,
  }),
  "aws:cloudtrail/trail:Trail": (_name, inputs, where) => ({ arn: arn("cloudtrail", `trail/${inputs.name}`, where) }),
  "aws:cloudwatch/dashboard:Dashboard": () => ({}),
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": () => ({}),
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": () => ({}),
  "aws:cloudwatch/eventBus:EventBus": (_name, inputs, where) => ({
    arn: arn("events", `event-bus/${inputs.name}`, where),
  }),
  "aws:cloudwatch/logGroup:LogGroup": (_name, inputs, where) => ({
    arn: arn("logs", `log-group:${inputs.name}`, where),
  }),
  "aws:cloudwatch/metricAlarm:MetricAlarm": (_name, inputs, where) => ({
    arn: arn("cloudwatch", `alarm:${inputs.name}`, where),
  }),
  "aws:codedeploy/application:Application": (_name, inputs, where) => ({
    arn: arn("codedeploy", `application:${inputs.name}`, where),
  }),
  "aws:codedeploy/deploymentConfig:DeploymentConfig": () => ({}),
  "aws:codedeploy/deploymentGroup:DeploymentGroup": (_name, inputs, where) => ({
    arn: arn("codedeploy", `deploymentgroup:${inputs.appName}/${inputs.deploymentGroupName}`, where),
  }),
  "aws:costexplorer/anomalyMonitor:AnomalyMonitor": (_name, _inputs, where) => ({
    arn: `arn:${where.partition}:ce::${where.accountId}:anomalymonitor/11112222-3333-4444-5555-666677778888`,
  }),
  "aws:costexplorer/anomalySubscription:AnomalySubscription": (_name, _inputs, where) => ({
    arn: `arn:${where.partition}:ce::${where.accountId}:anomalysubscription/11112222-3333-4444-5555-666677778888`,
  }),
  "aws:dynamodb/contributorInsights:ContributorInsights": () => ({}),
  "aws:dynamodb/table:Table": (_name, inputs, where) => ({
    arn: arn("dynamodb", `table/${inputs.name}`, where),
    streamArn: inputs.streamEnabled
      ? arn("dynamodb", `table/${inputs.name}/stream/2026-01-01T00:00:00.000`, where)
      : "",
  }),
  "aws:iam/role:Role": (_name, inputs, where) => ({
    arn: `arn:${where.partition}:iam::${where.accountId}:role/${inputs.name}`,
  }),
  "aws:iam/rolePolicy:RolePolicy": () => ({}),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": () => ({}),
  "aws:kms/alias:Alias": (_name, inputs, where) => ({ arn: arn("kms", String(inputs.name), where) }),
  "aws:kms/ciphertext:Ciphertext": (name) => ({ ciphertextBlob: Buffer.from(`encrypted ${name}`).toString("base64") }),
  "aws:kms/key:Key": (_name, _inputs, where) => ({ arn: arn("kms", `key/${keyId}`, where), keyId }),
  "aws:lambda/alias:Alias": (_name, inputs, where) => {
    const aliasArn = arn("lambda", `function:${inputs.functionName}:${inputs.name}`, where);
    return {
      arn: aliasArn,
      invokeArn: `arn:${where.partition}:apigateway:${where.region}:lambda:path/2015-03-31/functions/${aliasArn}/invocations`,
    };
  },
  "aws:cloudwatch/eventArchive:EventArchive": (_name, inputs, where) => ({
    arn: arn("events", `archive/${inputs.name}`, where),
  }),
  "aws:cloudwatch/eventRule:EventRule": (_name, inputs, where) => ({
    arn: arn("events", `rule/${inputs.eventBusName}/${inputs.name}`, where),
  }),
  "aws:cloudwatch/eventTarget:EventTarget": () => ({}),
  "aws:lambda/eventSourceMapping:EventSourceMapping": () => ({}),
  "aws:lambda/function:Function": (_name, inputs, where) => ({
    arn: arn("lambda", `function:${inputs.name}`, where),
    version: "1",
  }),
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": () => ({}),
  "aws:lambda/permission:Permission": () => ({}),
  "aws:route53/record:Record": (_name, inputs) => ({ fqdn: String(inputs.name).replace(/\.$/, "") }),
  "aws:wafv2/webAcl:WebAcl": (_name, inputs, where) => ({
    arn: arn("wafv2", `regional/webacl/${inputs.name}/1a2b`, where),
  }),
  "aws:wafv2/webAclAssociation:WebAclAssociation": () => ({}),
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": () => ({}),
  "aws:s3/bucket:Bucket": (_name, inputs, where) => ({ arn: `arn:${where.partition}:s3:::${inputs.bucket}` }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": () => ({}),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": () => ({}),
  "aws:s3/bucketPolicy:BucketPolicy": () => ({}),
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": () => ({}),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": () => ({}),
  "aws:s3/bucketVersioning:BucketVersioning": () => ({}),
  "aws:sesv2/configurationSet:ConfigurationSet": (_name, inputs, where) => ({
    arn: arn("ses", `configuration-set/${inputs.configurationSetName}`, where),
  }),
  "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": () => ({}),
  "aws:sesv2/emailIdentity:EmailIdentity": (_name, inputs, where) => ({
    arn: arn("ses", `identity/${inputs.emailIdentity}`, where),
    dkimSigningAttributes: { tokens: String(inputs.emailIdentity).includes("@") ? [] : ["one", "two", "three"] },
  }),
  "aws:sns/topic:Topic": (_name, inputs, where) => ({ arn: arn("sns", String(inputs.name), where) }),
  "aws:sns/topicPolicy:TopicPolicy": () => ({}),
  "aws:sns/topicSubscription:TopicSubscription": (name, inputs) => ({
    arn: `${inputs.topic}:${name}`,
    pendingConfirmation: inputs.protocol === "email",
  }),
  "aws:sqs/queue:Queue": (_name, inputs, where) => ({
    arn: arn("sqs", String(inputs.name), where),
    url: `https://sqs.${where.region}.${where.dnsSuffix}/${where.accountId}/${inputs.name}`,
  }),
  "aws:sqs/queuePolicy:QueuePolicy": () => ({}),
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": () => ({}),
};

const keyId = "11112222-3333-4444-5555-666677778888";

/**
 * What AWS would add to a resource's inputs.
 *
 * @throws a type that no test has looked at yet
 */
export function stateOf(
  type: string,
  name: string,
  inputs: Inputs,
  where: DeploymentTarget,
): Readonly<Record<string, unknown>> {
  const compute = computed[type];
  if (compute === undefined) throw new Error(`the mocks do not know the type ${type} of '${name}'`);
  return compute(name, inputs, where);
}

/** Answers what a program asks AWS. @throws any call but those for account, region and partition */
export function answerInvoke(token: string, _inputs: Inputs, where: DeploymentTarget): Record<string, string> {
  switch (token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { accountId: where.accountId };
    case "aws:index/getRegion:getRegion":
      return { region: where.region };
    case "aws:index/getPartition:getPartition":
      return { partition: where.partition, dnsSuffix: where.dnsSuffix };
    default:
      throw new Error(`the mocks do not know the call ${token}`);
  }
}

/** An ARN in a place. */
export function arn(service: string, resource: string, where: DeploymentTarget): string {
  return `arn:${where.partition}:${service}:${where.region}:${where.accountId}:${resource}`;
}
