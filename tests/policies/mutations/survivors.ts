import type { Mutation } from "./mutation";

/** AWS does by default what the property says: without it nothing is different. */
const byDefault = "AWS's default is the same: without it the resource is what it was.";
/** What the function does about it is proven elsewhere. */
const functionRefuses =
  "The function refuses to start without it and names it (functions' environment schemas, with tests), so nothing is lost: its queue keeps the messages. A pack cannot know what a bundle reads.";
const forPeople = "For people: nothing depends on it.";
const arnNamesAccount = "The condition on aws:SourceArn stays, and the ARN names the account.";

/** Mutations that no rule catches, by group, and why that is right. */
const accepted: readonly { readonly group: RegExp; readonly id?: RegExp; readonly reason: string }[] = [
  {
    group: /^Function: environment\.variables\.(?!.*(ARN|URL|TABLE_NAME|BUS_NAME|SET_NAME)\b)[A-Z_]+ dropped$/,
    reason: functionRefuses,
  },
  { group: /^Function: loggingConfig\.(system|application)LogLevel dropped$/, reason: byDefault },
  { group: /^ConfigurationSet: sendingOptions(\.sendingEnabled)? dropped$/, reason: byDefault },
  { group: /^Key: deletionWindowInDays dropped$/, reason: byDefault },
  { group: /^DeploymentGroup: alarmConfiguration\.ignorePollAlarmFailure dropped$/, reason: byDefault },
  {
    group: /^DeploymentGroup: alarmConfiguration\.alarms\b/,
    id: /^(?!.*alarms\.0)/,
    reason:
      "Errors and a consumer's retries are demanded. Which failures more take a version back is the program's choice: tests of the roll-out's block hold it.",
  },
  {
    group: /^DeploymentGroup: triggerConfigurations\.triggerName dropped$/,
    reason: "Any text will do, and the provider refuses a trigger without one.",
  },
  { group: /^Bucket: forceDestroy dropped$/, reason: byDefault },
  { group: /^FlowLog: logDestinationType dropped$/, reason: byDefault },
  { group: /^Subnet: mapPublicIpOnLaunch dropped$/, reason: byDefault },
  {
    group: /^RouteTableAssociation: routeTableId turned to another RouteTable$/,
    reason: "The tables of all subnets are alike: each has the gateway endpoints' routes, and none of its own.",
  },
  { group: /^InternetGateway: left out$/, reason: "awsx makes it for every VPC, and no route leads to it." },
  { group: /^(Vpc|InternetGateway|Subnet|RouteTable): tag (Name|SubnetType) /, reason: forPeople },
  {
    group: /^Role: assumeRolePolicy without the condition on aws:SourceAccount$/,
    id: /network-flows/,
    reason: arnNamesAccount,
  },
  { group: /^MethodSettings: settings\.dataTraceEnabled dropped$/, reason: byDefault },
  {
    group: /^RestApi: securityPolicy dropped$/,
    reason:
      "The API's own policy decides where a domain leads to it; the domain's is demanded, and API Gateway takes TLS 1.2 by default.",
  },
  { group: /^BucketOwnershipControls: left out$/, reason: byDefault },
  { group: /^MetricAlarm: metricQueries\.returnData dropped$/, reason: byDefault },
  { group: /^MetricAlarm: metricQueries\.label dropped$/, reason: forPeople },
  { group: /^BucketLifecycleConfiguration: rules\.(id|filter\.prefix) dropped$/, reason: forPeople },
  { group: /^Trail: advancedEventSelectors\.name dropped$/, reason: forPeople },
  { group: /^Dashboard: .*\.label /, reason: forPeople },
  {
    group: /^MetricAlarm\.metricQueries\.id 0$/,
    reason: "The id of the result: no other expression names it, and CloudWatch takes any.",
  },
  { group: /^Key: policy without the condition on aws:SourceAccount$/, reason: arnNamesAccount },
  { group: /^TopicPolicy: policy without the condition on aws:SourceAccount$/, reason: arnNamesAccount },
  { group: /^LogResourcePolicy: policyDocument\..*\.aws:SourceAccount dropped$/, reason: arnNamesAccount },
  {
    group: /^Key: policy with kms:\* as well$/,
    reason: "On the statement of the account's administrators, which has it already.",
  },
  { group: /^Table: globalSecondaryIndexes dropped$/, reason: "Of a table that has none: the list is empty." },
  {
    group: /^Table: globalSecondaryIndexes\.rangeKey dropped$/,
    reason:
      "Where the attribute is a key of another index as well, DynamoDB takes the table as it is. Which order an index gives is the queries' matter, and their tests'.",
  },
  {
    group: /^Dashboard: .* turned to another /,
    reason: "A widget may show any resource that exists; what must be shown, and is then on no dashboard, is caught.",
  },
  {
    group: /^RestApi: body security dropped$/,
    reason: "On a CORS preflight, which browsers send without credentials. On every other operation it is caught.",
  },
  {
    group: /^RestApi: body required dropped$/,
    reason: "In a schema of answers, which the gateway does not validate. In those of requests it is caught.",
  },
  {
    group: /^Stage: accessLogSettings\.format\.\w+ dropped$/,
    reason: "What a log line must say to be found and understood is demanded; the other fields are a convenience.",
  },
  {
    group: /^MethodSettings\.settings\.loggingLevel 1$/,
    reason: "INFO is as safe as ERROR as long as data traces are off, which is demanded; it only costs more.",
  },
  {
    group: /^BucketPolicy: policy without the condition on s3:x-amz-acl$/,
    reason: "With object ownership enforced, access lists have no effect.",
  },
  {
    group: /^BucketServerSideEncryptionConfiguration: rules\.bucketKeyEnabled dropped$/,
    reason: "A matter of cost: fewer calls to KMS.",
  },
  {
    group: /^TopicPolicy: policy lost$/,
    reason:
      "On the topic of notifications, for publishers outside the stack: nobody in the stack publishes by it. Where somebody does, it is caught.",
  },
  {
    group: /^RolePolicy: policy lost$/,
    id: / orders-create-policy: policy\.Statement\[4\] lost$/,
    reason:
      "The function asks an index of the same table as well, and a pack cannot know that it does more. The local run takes each grant away, and misses this one by name.",
  },
];

/** Why a mutation may survive; undefined when it may not. Never in wiring, whatever the list says. */
export function acceptedReason({ group, id, kind }: Mutation): string | undefined {
  return kind === "wiring"
    ? undefined
    : accepted.find((entry) => entry.group.test(group) && entry.id?.test(id) !== false)?.reason;
}

/** Reasons that no survivor needs. */
export function staleReasons(survivors: readonly Mutation[]): readonly string[] {
  const needed = (group: RegExp) => survivors.some((mutation) => group.test(mutation.group));
  return accepted.filter(({ group }) => !needed(group)).map(({ group }) => group.source);
}
