/** Type tokens, by a short name. */
export const t = {
  account: "aws:apigateway/account:Account",
  alias: "aws:lambda/alias:Alias",
  api: "aws:apigateway/restApi:RestApi",
  archive: "aws:cloudwatch/eventArchive:EventArchive",
  bus: "aws:cloudwatch/eventBus:EventBus",
  config: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  deployment: "aws:apigateway/deployment:Deployment",
  key: "aws:kms/key:Key",
  keyAlias: "aws:kms/alias:Alias",
  function: "aws:lambda/function:Function",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  mapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  permission: "aws:lambda/permission:Permission",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  redriveAllow: "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rule: "aws:cloudwatch/eventRule:EventRule",
  settings: "aws:apigateway/methodSettings:MethodSettings",
  stage: "aws:apigateway/stage:Stage",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  table: "aws:dynamodb/table:Table",
  target: "aws:cloudwatch/eventTarget:EventTarget",
  topic: "aws:sns/topic:Topic",
} as const;

/** An ARN as `resource` makes them up. */
export function arn(type: keyof typeof t, name: string): string {
  return `arn:aws:test:eu-central-1:123456789012:${t[type].split(":").at(-1)}/${name}`;
}

/** A statement of a resource's policy that lets one service in for one source. */
export function admission(service: string, source: string, on: string, action = "sqs:SendMessage"): object {
  const Condition = { ArnEquals: { "aws:SourceArn": source } };
  return { Effect: "Allow", Principal: { Service: service }, Action: action, Resource: on, Condition };
}

/** A policy document. */
export function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** A statement of a role. */
export function grant(Action: string | readonly string[], Resource: string): object {
  return { Effect: "Allow", Action, Resource };
}

/** A policy that refuses plain connections, as every queue has one, and lets these in. */
export function queuePolicy(queue: string, ...statements: readonly object[]): string {
  const Condition = { Bool: { "aws:SecureTransport": "false" } };
  const deny = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: arn("queue", queue), Condition };
  return policy(deny, ...statements);
}
