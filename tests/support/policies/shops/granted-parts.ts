import type { Resource } from "../../../../program/policies/requests";
import { change, type NamedChange, resource } from "../resources";

/** Type tokens of what the rules about rights are tested with. */
export const types = {
  alias: "aws:lambda/alias:Alias",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  bus: "aws:cloudwatch/eventBus:EventBus",
  function: "aws:lambda/function:Function",
  identity: "aws:sesv2/emailIdentity:EmailIdentity",
  key: "aws:kms/key:Key",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  mapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  permission: "aws:lambda/permission:Permission",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  set: "aws:sesv2/configurationSet:ConfigurationSet",
  table: "aws:dynamodb/table:Table",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
} as const;

export const account = "123456789012";

/** ARN in the account and region of the tests. */
export function arn(service: string, rest: string): string {
  return `arn:aws:${service}:eu-central-1:${account}:${rest}`;
}

/** One statement of a policy, as it stands in the JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A policy document as JSON. */
export function policy(...statements: readonly Fields[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** An allowing statement of a role. */
export function grant(
  actions: string | readonly string[],
  resources: string | readonly string[],
  more: Fields = {},
): Fields {
  return { Effect: "Allow", Action: actions, Resource: resources, ...more };
}

/** A role that Lambda takes. */
export function role(name: string, more: Fields = {}): Resource {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const inputs = { name, assumeRolePolicy: policy(trust), ...more };
  return resource(types.role, name, inputs, { outputs: { arn: `arn:aws:iam::${account}:role/${name}` } });
}

/** The policy of a role, by the role's name. */
export function rolePolicy(name: string, roleName: string, ...statements: readonly Fields[]): Resource {
  return resource(types.rolePolicy, name, { role: roleName, policy: policy(...statements) });
}

/** Other fields in one statement of a policy; `undefined` takes a field away. */
export function statement(name: string, index: number, fields: Fields, property = "policy"): NamedChange {
  return statements(name, (all) => all.map((one, at) => (at === index ? { ...one, ...fields } : one)), property);
}

/** One more statement in a policy, behind the others. */
export function also(name: string, more: Fields, property = "policy"): NamedChange {
  return statements(name, (all) => [...all, more], property);
}

/** One statement of a policy taken away. */
export function lacking(name: string, index: number): NamedChange {
  return statements(name, (all) => all.filter((_, at) => at !== index));
}

function statements(
  name: string,
  how: (all: readonly Fields[]) => readonly Fields[],
  property = "policy",
): NamedChange {
  return change(name, (item) => {
    const document = JSON.parse(String(item.inputs[property])) as { Statement: readonly Fields[] };
    const changed = { [property]: JSON.stringify({ ...document, Statement: how(document.Statement) }) };
    return { ...item, inputs: { ...item.inputs, ...changed }, state: { ...item.state, ...changed } };
  });
}
