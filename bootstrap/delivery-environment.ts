import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { boundaries, physicalName } from "../components/naming";
import { pipelineNames } from "../components/pipelines";
import type { Tags } from "../components/tags";
import { typeToken } from "../components/type-tokens";
import type { BootstrapConfig, EnvironmentConfig } from "./config";
import type { DeploymentTarget } from "./deployment-target";
import {
  DELIVERY,
  type DeliveryRole,
  deliveryName,
  EPHEMERAL,
  type GithubVariables,
  githubEnvironment,
  runtimeBoundaryName,
  serviceBoundaryName,
  suffixPattern,
} from "./names";
import { deployBoundary } from "./rights/deploy-boundary";
import { runtimeBoundary } from "./rights/runtime-boundary";
import { serviceBoundary } from "./rights/service-boundary";
import { documentOf } from "./rights/statements";
import type { Subject } from "./rights/subject";
import { StateStore } from "./state-store";
import { WorkflowRole } from "./workflow-role";

export interface DeliveryEnvironmentArgs {
  readonly config: BootstrapConfig;
  readonly environment: EnvironmentConfig;
  readonly target: pulumi.Output<DeploymentTarget>;
  /** ARN of the account's trust in GitHub's tokens. */
  readonly providerArn: pulumi.Input<string>;
  readonly tags: Tags;
}

/** What one environment is delivered with: where its state is, the bounds, and the roles that its workflows take. */
export class DeliveryEnvironment extends pulumi.ComponentResource {
  /** Variables of the GitHub environments, by the environment's name. */
  readonly variables: Readonly<Record<string, GithubVariables>>;
  /** What the settings of the environment's stacks must say, by setting. */
  readonly boundaries: { readonly permissionsBoundary: string; readonly serviceBoundary: string };

  constructor(name: string, args: DeliveryEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("bootstrap", "DeliveryEnvironment"), name, {}, opts);
    const { config, environment, target, providerArn, tags } = args;
    const parent = { parent: this };
    const store = new StateStore(
      `${name}-state`,
      { environment: environment.name, target, historyDays: config.stateHistoryDays, tags },
      parent,
    );
    const state = pulumi.output({
      environment: environment.name,
      bucketArn: store.bucketArn,
      keyArn: store.keyArn,
      region: target.region,
      dnsSuffix: target.dnsSuffix,
    });
    this.boundaries = {
      permissionsBoundary: runtimeBoundaryName(environment.name),
      serviceBoundary: serviceBoundaryName(environment.name),
    };
    const subject = target.apply((where): Subject => {
      const policyArn = (policy: string) => `arn:${where.partition}:iam::${where.accountId}:policy/${policy}`;
      return {
        ...where,
        suffix: suffixPattern(environment.name),
        pipelines: pipelineNames,
        senderIdentity: environment.senderIdentity,
        sesSandbox: environment.sesSandbox,
        apiDomain: environment.apiDomain,
        runtimeBoundaryArn: policyArn(this.boundaries.permissionsBoundary),
        serviceBoundaryArn: policyArn(this.boundaries.serviceBoundary),
      };
    });
    // While there are roles that carry one, it cannot go.
    const kept = { ...parent, protect: true, retainOnDelete: true };
    new aws.iam.Policy(
      deliveryName(boundaries.functions, environment.name),
      {
        name: this.boundaries.permissionsBoundary,
        description: `The most that any role of the stacks of ${environment.name} can do`,
        policy: subject.apply((to) => documentOf(runtimeBoundary(to))),
        tags,
      },
      kept,
    );
    new aws.iam.Policy(
      deliveryName(boundaries.services, environment.name),
      {
        name: this.boundaries.serviceBoundary,
        description: `The most that a role which AWS services take for the stacks of ${environment.name} can do`,
        policy: subject.apply((to) => documentOf(serviceBoundary(to))),
        tags,
      },
      kept,
    );
    const bounds = new aws.iam.Policy(
      deliveryName("deploy-boundary", environment.name),
      {
        name: physicalName("policy", deliveryName("deploy-boundary", environment.name), DELIVERY),
        description: `The most that any workflow can do to ${environment.name}`,
        policy: pulumi.all([subject, state]).apply(([to, where]) => documentOf(deployBoundary(to, where))),
        tags,
      },
      parent,
    );
    // Nobody previews a pull request's stack: it is deployed, looked at and destroyed.
    const roles: readonly DeliveryRole[] = environment.name === EPHEMERAL ? ["deploy"] : ["deploy", "preview"];
    this.variables = Object.fromEntries(
      roles.map((role) => {
        const { arn } = new WorkflowRole(
          `${name}-${role}`,
          {
            role,
            environment: environment.name,
            repository: config.repository,
            providerArn,
            subject,
            state,
            boundaryArn: bounds.arn,
            tags,
          },
          parent,
        );
        return [
          githubEnvironment(role, environment.name),
          {
            AWS_ROLE_ARN: arn,
            AWS_REGION: target.region,
            PULUMI_BACKEND_URL: store.backendUrl,
            PULUMI_SECRETS_PROVIDER: store.secretsProvider,
          } satisfies GithubVariables,
        ];
      }),
    );
    this.registerOutputs({ variables: this.variables });
  }
}
