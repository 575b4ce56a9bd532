import { SHARED } from "../../components/naming";
import { projectName } from "../../launch/project-root.cjs";
import type { DeploymentTarget } from "../deployment-target";

/** Plain conditions: operator, then key, then one or more values. */
export type PlainConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Whose rights a statement speaks of. */
export interface Subject extends DeploymentTarget {
  /** Suffix of the stacks, with `*` for any number of them: `dev`, `pr-*`. */
  readonly suffix: string;
  /** Pipelines of the stacks, with whose names those of resources begin. */
  readonly pipelines: readonly string[];
  /** What SES verifies for them. */
  readonly senderIdentity: string;
  /** Whether SES asks for rights on the recipients' identities, too. */
  readonly sesSandbox: boolean;
  /** Domain under which their API is called, and the zone of Route 53 that its records are in, if any. */
  readonly apiDomain: { readonly name: string; readonly hostedZoneId?: string | undefined } | undefined;
  /** ARN of the policy that bounds the roles of their functions. */
  readonly runtimeBoundaryArn: string;
  /** ARN of the policy that bounds the roles which services take for them. */
  readonly serviceBoundaryArn: string;
}

/** Patterns of the names that the program gives: `orders-*-dev`. What is named `backoffice-...` is listed one by one: delivery's own things are named so too. */
export function ownNames({ suffix, pipelines }: Pick<Subject, "suffix" | "pipelines">): string[] {
  return pipelines.map((owner) => `${owner}-*-${suffix}`);
}

/** An ARN in the subject's partition, region and account. */
export function arn(to: DeploymentTarget, service: string, resource: string): string {
  return `arn:${to.partition}:${service}:${to.region}:${to.accountId}:${resource}`;
}

/** Whether these are the stacks of pull requests: any number under one role. */
export function isOfPullRequests({ suffix }: Pick<Subject, "suffix">): boolean {
  return suffix.includes("*");
}

/** Log groups of the functions, of the API, of its web ACL and of the network: with and without the ending that CloudWatch Logs puts behind a group's ARN for what is in it. */
export function logGroups(to: Subject): string[] {
  const ofFunctions = ownNames(to).map((name) => `/aws/lambda/${name}`);
  const ofApi = [
    `/aws/apigateway/orders-*-${to.suffix}`,
    `API-Gateway-Execution-Logs_*/${to.suffix}`,
    `aws-waf-logs-orders-*-${to.suffix}`,
  ];
  const ofNetwork = isOfPullRequests(to) ? [] : [flowLogGroup(to)];
  return [...ofFunctions, ...ofApi, ...ofNetwork].flatMap((group) =>
    ["", ":*"].map((ending) => arn(to, "logs", `log-group:${group}${ending}`)),
  );
}

/** Name of the role that shifts calls between versions. */
export function rolloutRole({ suffix }: Pick<Subject, "suffix">): string {
  return `${SHARED}-rollout-role-${suffix}`;
}

/** Name of the role by which the flow log of a private network is written. */
export function flowLogRole({ suffix }: Pick<Subject, "suffix">): string {
  return `${SHARED}-network-flows-role-${suffix}`;
}

/** The group that the flow log is written into. */
export function flowLogGroup({ suffix }: Pick<Subject, "suffix">): string {
  return `/aws/vendedlogs/${SHARED}-network-flows-${suffix}`;
}

/** That a request goes to the subject's region. IAM, Budgets and other services without regions are elsewhere. */
export function inRegion({ region }: DeploymentTarget): { readonly StringEquals: Readonly<Record<string, string>> } {
  return { StringEquals: { "aws:RequestedRegion": region } };
}

/** That a resource has the tags of the subject's stacks. */
export function resourceTags(to: Subject): { readonly StringLike: Readonly<Record<string, string>> } {
  return { StringLike: { "aws:ResourceTag/Environment": to.suffix, "aws:ResourceTag/Application": projectName } };
}

/** That a request sets the tags of the subject's stacks. */
export function requestTags(to: Subject): { readonly StringLike: Readonly<Record<string, string>> } {
  return { StringLike: { "aws:RequestTag/Environment": to.suffix, "aws:RequestTag/Application": projectName } };
}

/** The stack's tags for what has none: whoever may write a tag must not take what has somebody's already. */
export function claiming(to: Subject): PlainConditions {
  return { ...requestTags(to), Null: { "aws:ResourceTag/Environment": "true" } };
}
