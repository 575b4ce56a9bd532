import type * as pulumi from "@pulumi/pulumi";
import { boundaries, type LogicalName, physicalName, SHARED } from "../components/naming";

/**
 * Last part of the names of everything that delivery stands on, and its tag `Environment`. No stack of the program ends so, and so no
 * deploy role, which goes by the endings of names, reaches what it stands on itself.
 */
export const DELIVERY = "delivery";

/** Environment of the stacks of pull requests: any number of stacks under one role. */
export const EPHEMERAL = "ephemeral";

/** Starts the suffix of a pull request's stack. With its dash, for `pr*` would be `prod` as well. */
const PULL_REQUEST = "pr-";

/** Suffixes that the stacks of an environment have, with `*` for those of pull requests. */
export function suffixPattern(environment: string): string {
  return environment === EPHEMERAL ? `${PULL_REQUEST}*` : environment;
}

/** Name of a pull request's stack and its environment suffix: `pr-12`. */
export function pullRequestStack(pullRequest: number): string {
  return `${PULL_REQUEST}${pullRequest}`;
}

/** The pull request whose stack has this name; undefined for any other stack. */
export function pullRequestOf(stack: string): number | undefined {
  const number = /^pr-([1-9]\d{0,8})$/.exec(stack)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Roles that workflows take. */
export type DeliveryRole = "deploy" | "preview";

/** Logical name of what belongs to an environment, such as `backoffice-deploy-dev`. */
export function deliveryName(resource: string, environment: string): LogicalName {
  return `${SHARED}-${resource}-${environment}`;
}

/** Physical name of a workflow's role. */
export function roleName(role: DeliveryRole, environment: string): string {
  return physicalName("role", deliveryName(role, environment), DELIVERY);
}

/** Physical name of the policy that every role of a function carries as its boundary: `permissionsBoundary` in the settings of its stack. */
export function runtimeBoundaryName(environment: string): string {
  return physicalName("policy", deliveryName(boundaries.functions, environment), DELIVERY);
}

/** Physical name of the policy that bounds the roles which AWS services take: `serviceBoundary` in the settings of their stack. */
export function serviceBoundaryName(environment: string): string {
  return physicalName("policy", deliveryName(boundaries.services, environment), DELIVERY);
}

/** Alias of the key that encrypts an environment's state and the secrets in it. */
export function stateKeyAlias(environment: string): string {
  return physicalName("keyAlias", deliveryName("state", environment), DELIVERY, "alias/");
}

/** Variables that the workflows find in each GitHub environment. */
export const githubVariableNames = [
  "AWS_REGION",
  "AWS_ROLE_ARN",
  "PULUMI_BACKEND_URL",
  "PULUMI_SECRETS_PROVIDER",
] as const;

/** Values of these variables. */
export type GithubVariables = Readonly<Record<(typeof githubVariableNames)[number], pulumi.Output<string>>>;

/** GitHub environment of a role's jobs, and so the end of the subject of their tokens. */
export function githubEnvironment(role: DeliveryRole, environment: string): string {
  return role === "deploy" ? environment : `${environment}-preview`;
}
