import * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../blocks/encryption-key";
import type { Grant } from "../blocks/grants";
import type { Statement } from "../blocks/policy";
import type { Config } from "../config/schema";
import type { LogicalName } from "../naming";
import * as aws from "../pulumi-aws";
import type { StackContext } from "../stack";
import { typeToken } from "../type-tokens";
import { calledServices, declareEndpoints } from "./endpoints";
import { flowLog } from "./flow-log";
import { type Groups, securityGroups } from "./groups";
import { networkStatements } from "./rights";
import { type Skeleton, skeletonOf } from "./skeleton";

export interface NetworkArgs {
  readonly stack: StackContext;
  readonly key: EncryptionKey;
  readonly settings: NonNullable<Config["network"]>;
}

/** How a function is connected to the network. */
export interface VpcConnection {
  /** What connects it. None while the network is being left. */
  readonly vpcConfig?: aws.types.input.lambda.FunctionVpcConfig;
  /** What its role must say for that. */
  readonly statements: readonly Statement[];
  /** What it has to wait for: these, and the endpoints, without which its calls hang. */
  readonly allOf: (first: readonly pulumi.Resource[]) => Promise<pulumi.Resource[]>;
}

/**
 * A private network for functions: subnets without a way to the internet, and an endpoint for each AWS service that the functions in it may call. What a
 * function may call is what it is granted, so a new grant brings its endpoint.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly #stack: StackContext;
  readonly #settings: NetworkArgs["settings"];
  readonly #logicalName: LogicalName;
  readonly #skeleton: Skeleton;
  readonly #groups: Groups;
  readonly #grants: Grant[] = [];
  #isDeclared = false;
  readonly #endpoints = Promise.withResolvers<readonly pulumi.Resource[]>();

  constructor(name: LogicalName, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super(typeToken("blocks", "Network"), name, {}, opts);
    const { stack, settings } = args;
    this.#stack = stack;
    this.#settings = settings;
    this.#logicalName = name;
    this.#skeleton = skeletonOf(name, stack, settings, this);
    this.#groups = securityGroups(name, stack, this.#skeleton.vpcId, this);
    const { own } = this.#skeleton;
    // Of a network that is there, its owner decides about both.
    if (own !== undefined) {
      // Whatever names no group gets this one, which AWS makes open.
      new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: own.vpcId, tags: stack.tags }, { parent: this });
      flowLog(`${name}-flows`, args, own.vpcId, this);
    }
    this.vpcId = pulumi.output(this.#skeleton.vpcId);
    this.registerOutputs({ vpcId: this.vpcId });
  }

  /** Takes in a function, with all that it is granted. @throws {Error} the endpoints are declared: they would refuse its calls */
  join(functionArn: pulumi.Output<string>, grants: readonly Grant[]): VpcConnection {
    if (this.#isDeclared) throw new Error("a function joins the network after its endpoints were declared");
    this.#grants.push(...grants);
    const { subnetIds } = this.#skeleton;
    return {
      ...(this.#settings.functionsInside && {
        vpcConfig: { subnetIds, securityGroupIds: [this.#groups.functions.id] },
      }),
      statements: networkStatements(this.#stack, functionArn, this.#skeleton, this.#groups),
      allOf: async (first) => [...first, ...(await this.#endpoints.promise)],
    };
  }

  /** Declares the endpoints. Call it after all functions were created: they wait for it. */
  declareEndpoints(): void {
    this.#isDeclared = true;
    const called = calledServices(this.#grants);
    const parts = { skeleton: this.#skeleton, groups: this.#groups };
    this.#endpoints.resolve(declareEndpoints(this.#logicalName, this.#stack, called, parts, this));
  }
}
