import type { Resource } from "../../../../program/policies/requests";
import { resource } from "../../../support/policies/resources";
import type { Generator } from "../mutation";

const account = "123456789012";
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const tags = { Environment: "prod", Application: "backoffice", ManagedBy: "pulumi", "iac-rlhf-amazon": "true" };

/** Resources as somebody in a hurry would add them. */
const added: readonly Resource[] = [
  resource("aws:sqs/queue:Queue", "orders-quick", { name: "orders-quick-prod", tags }),
  resource("aws:sns/topic:Topic", "orders-quick", { name: "orders-quick-prod", tags }),
  resource("aws:dynamodb/table:Table", "orders-quick", {
    name: "orders-quick-prod",
    hashKey: "id",
    billingMode: "PAY_PER_REQUEST",
    tags,
  }),
  resource("aws:cloudwatch/logGroup:LogGroup", "orders-quick", { name: "/orders/quick-prod", tags }),
  resource("aws:kms/key:Key", "orders-quick", { tags }),
  resource("aws:lambda/function:Function", "orders-quick", {
    name: "orders-quick-prod",
    runtime: "nodejs22.x",
    handler: "index.handler",
    tags,
  }),
  resource("aws:lambda/functionUrl:FunctionUrl", "orders-quick", {
    functionName: "orders-create-prod",
    authorizationType: "NONE",
  }),
  resource("aws:lambda/permission:Permission", "orders-quick", {
    action: "lambda:InvokeFunction",
    function: "orders-create-prod",
    principal: "*",
  }),
  resource("aws:iam/role:Role", "orders-quick", {
    name: "orders-quick-prod",
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "*" } }],
    }),
    tags,
  }),
  resource("aws:iam/policy:Policy", "orders-quick", {
    name: "orders-quick-prod",
    policy: JSON.stringify(everything),
    tags,
  }),
  resource("aws:iam/rolePolicy:RolePolicy", "orders-quick", {
    role: "orders-create-role-prod",
    policy: JSON.stringify(everything),
  }),
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "orders-quick", {
    role: "orders-create-role-prod",
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  }),
  resource("aws:iam/user:User", "orders-quick", { name: "orders-quick-prod", tags }),
  resource("aws:iam/accessKey:AccessKey", "orders-quick", { user: "orders-quick-prod" }),
  resource("aws:ec2/securityGroup:SecurityGroup", "orders-quick", {
    ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ["0.0.0.0/0"] }],
    tags,
  }),
  resource("aws:s3/bucket:Bucket", "orders-quick", { bucket: "orders-quick-prod", tags }),
  resource("aws:rds/instance:Instance", "orders-quick", { publiclyAccessible: true, tags }),
  resource("aws:sqs/queuePolicy:QueuePolicy", "orders-quick", {
    queueUrl: `https://sqs.eu-central-1.amazonaws.com/${account}/confirmations-queue-prod`,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" }],
    }),
  }),
  resource("aws:sns/topicSubscription:TopicSubscription", "orders-quick", {
    topic: `arn:aws:sns:eu-central-1:${account}:confirmations-topic-prod`,
    protocol: "http",
    endpoint: "http://example.com/hook",
  }),
  resource("aws:cloudwatch/eventTarget:EventTarget", "orders-quick", {
    rule: "shipments-carrier-events-prod",
    eventBusName: "shipments-bus-prod",
    arn: `arn:aws:lambda:eu-central-1:${account}:function:shipments-processor-prod`,
  }),
  resource("aws:cloudwatch/eventPermission:EventPermission", "orders-quick", {
    principal: "*",
    statementId: "all",
    action: "events:PutEvents",
  }),
];

/** One resource too many. */
export const additions: Generator = () =>
  added.map((extra) => ({
    id: `${extra.type} ${extra.name}: added in a hurry`,
    kind: "new resource" as const,
    group: `${extra.type}: added`,
    apply: (all: readonly Resource[]) => [...all, extra],
  }));
