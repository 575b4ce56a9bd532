import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../components/blocks/policy";
import { physicalName } from "../components/naming";
import type { Tags } from "../components/tags";
import { typeToken } from "../components/type-tokens";
import { DELIVERY, type DeliveryRole, deliveryName, githubEnvironment, roleName } from "./names";
import { AUDIENCE, GITHUB_ISSUER } from "./oidc";
import { type StateTarget, stateStatements } from "./rights/state";
import { deploying, documentOf, reading, statementsFor } from "./rights/statements";
import type { Subject } from "./rights/subject";
import { bundleNames, bundles, inlineBundles } from "./rights/table";

export interface WorkflowRoleArgs {
  /** `deploy` changes the stacks' resources; `preview` only reads them. */
  readonly role: DeliveryRole;
  readonly environment: string;
  /** As GitHub writes it into the subject of its tokens. */
  readonly repository: string;
  readonly providerArn: pulumi.Input<string>;
  readonly subject: pulumi.Output<Subject>;
  readonly state: pulumi.Output<StateTarget>;
  /** Permissions boundary of this role. The roles that it creates have another one. */
  readonly boundaryArn: pulumi.Input<string>;
  readonly tags: Tags;
}

/** A role for the jobs of one GitHub environment, with one policy for each bundle of the rights table. */
export class WorkflowRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: WorkflowRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("bootstrap", "WorkflowRole"), name, {}, opts);
    const { environment, tags } = args;
    const namePrefix = deliveryName(args.role, environment);
    const parent = { parent: this };
    const role = new aws.iam.Role(
      namePrefix,
      {
        name: roleName(args.role, environment),
        description: `What workflows may do ${args.role === "deploy" ? "to" : "to look at"} ${environment}`,
        assumeRolePolicy: trustPolicy(args),
        permissionsBoundary: args.boundaryArn,
        maxSessionDuration: 3_600,
        tags,
      },
      parent,
    );
    new aws.iam.RolePolicy(
      `${namePrefix}-state`,
      {
        name: physicalName("policy", `${namePrefix}-state`, DELIVERY),
        role: role.name,
        policy: args.state.apply((state) => documentOf(stateStatements(args.role, state))),
      },
      parent,
    );
    for (const bundle of bundleNames) {
      const name = physicalName("policy", `${namePrefix}-${bundle}`, DELIVERY);
      const document = args.subject.apply((subject) =>
        documentOf(statementsFor(bundles[bundle], args.role === "deploy" ? deploying : reading, subject)),
      );
      if (inlineBundles.includes(bundle)) {
        new aws.iam.RolePolicy(`${namePrefix}-${bundle}`, { name, role: role.name, policy: document }, parent);
        continue;
      }
      const policy = new aws.iam.Policy(
        `${namePrefix}-${bundle}`,
        {
          name,
          description: `What ${args.role} does with the ${bundle} of ${environment}`,
          policy: document,
          tags,
        },
        parent,
      );
      new aws.iam.RolePolicyAttachment(
        `${namePrefix}-${bundle}-attachment`,
        { role: role.name, policyArn: policy.arn },
        parent,
      );
    }
    this.arn = role.arn;
    this.registerOutputs({ arn: this.arn });
  }
}

/** Allows tokens of this repository's jobs in this GitHub environment, with AWS as audience. Exact values: a pattern would allow others. */
function trustPolicy({ role, environment, repository, providerArn }: WorkflowRoleArgs): pulumi.Output<string> {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${GITHUB_ISSUER}:aud`]: AUDIENCE,
          [`${GITHUB_ISSUER}:sub`]: `repo:${repository}:environment:${githubEnvironment(role, environment)}`,
        },
      },
    },
  ]);
}
