import { SHARED } from "../../components/naming";
import { pipelineNames } from "../../components/pipelines";
import { projectName } from "../../launch/project-root.cjs";
import type { DeploymentTarget } from "../deployment-target";

/** Whose rights a statement speaks of. */
export interface Subject extends DeploymentTarget {
  /** Suffix of the stacks, with `*` for any number of them: `dev`, `pr-*`. */
  readonly suffix: string;
  /** What SES verifies for them. */
  readonly senderIdentity: string;
  /** Whether SES asks for rights on the recipients' identities, too. */
  readonly sesSandbox: boolean;
  /** ARN of the policy that bounds the roles of their functions. */
  readonly runtimeBoundaryArn: string;
  /** ARN of the policy that bounds the roles which services take for them. */
  readonly serviceBoundaryArn: string;
}

/** Patterns of the names that the program gives: `orders-*-dev`. What is named `backoffice-...` is listed one by one: delivery's own things are named so too. */
export function ownNames({ suffix }: Pick<Subject, "suffix">): string[] {
  return pipelineNames.map((owner) => `${owner}-*-${suffix}`);
}

/** An ARN in the subject's partition, region and account. */
export function arn(to: DeploymentTarget, service: string, resource: string): string {
  return `arn:${to.partition}:${service}:${to.region}:${to.accountId}:${resource}`;
}

/** Whether these are the stacks of pull requests: any number under one role. */
export function isOfPullRequests({ suffix }: Pick<Subject, "suffix">): boolean {
  return suffix.includes("*");
}

/** Log groups of the functions: with and without the ending that CloudWatch Logs puts behind a group's ARN for what is in it. */
export function functionLogGroups(to: Subject): string[] {
  return ownNames(to).flatMap((name) => logGroupArns(to, `/aws/lambda/${name}`));
}

/** Log groups of the functions and of the API. */
export function logGroups(to: Subject): string[] {
  const ofApi = [`/aws/apigateway/orders-*-${to.suffix}`, `API-Gateway-Execution-Logs_*/${to.suffix}`];
  return [...functionLogGroups(to), ...ofApi.flatMap((group) => logGroupArns(to, group))];
}

function logGroupArns(to: Subject, group: string): string[] {
  return [arn(to, "logs", `log-group:${group}`), arn(to, "logs", `log-group:${group}:*`)];
}

/** Name of the role that shifts calls between versions. */
export function rolloutRole({ suffix }: Pick<Subject, "suffix">): string {
  return `${SHARED}-rollout-role-${suffix}`;
}

/** That a resource has the tags of the subject's stacks. */
export function resourceTags(to: Subject): { readonly StringLike: Readonly<Record<string, string>> } {
  return { StringLike: { "aws:ResourceTag/Environment": to.suffix, "aws:ResourceTag/Application": projectName } };
}
