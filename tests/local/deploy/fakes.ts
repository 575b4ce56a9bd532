// A resource type of our own, and a provisioner that records what it is asked to do.
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { type Adapter, type AdapterDefinition, defineAdapter } from "../../../local/deploy/adapter";
import { DeployProvisioner } from "../../../local/deploy/deploy-provisioner";
import type { StackConfig } from "../../../program/config";
import type { DeploymentTarget, Provisioner } from "../../../program/resource";
import { type ProgramOptions, type ProgramRun, runProgram } from "../../../program/run-program";

export const thingType = "test:index:Thing";

export interface ThingArgs {
  readonly color?: pulumi.Input<string>;
  readonly file?: pulumi.asset.Archive;
  readonly nested?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  readonly tags?: Record<string, string>;
  readonly weight?: number;
}

/** A resource with the inputs of `ThingArgs` and the outputs `address` and `secretPlace`. */
export class Thing extends pulumi.CustomResource {
  declare readonly address: pulumi.Output<string>;
  declare readonly secretPlace: pulumi.Output<string>;
  declare readonly color: pulumi.Output<string | undefined>;

  constructor(name: string, args: ThingArgs = {}, opts?: pulumi.CustomResourceOptions, type = thingType) {
    const inputs = {
      color: undefined,
      file: undefined,
      nested: undefined,
      tags: undefined,
      weight: undefined,
      region: undefined,
    };
    const outputs = { address: undefined, secretPlace: undefined, tagsAll: undefined };
    super(type, name, { ...inputs, ...outputs, ...args }, opts);
  }
}

export const target: DeploymentTarget = {
  project: "shop",
  stack: "test",
  partition: "aws",
  region: "eu-central-1",
  accountId: "000000000000",
};

export const config: StackConfig = {
  project: "shop",
  stack: "test",
  values: { "shop:greeting": "hello", "shop:password": "geheim" },
  secretKeys: ["shop:password"],
  region: target.region,
};

const inputs = z.strictObject({
  color: z.string().optional(),
  nested: z.strictObject({ depth: z.string() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
});

type ThingDefinition = AdapterDefinition<typeof inputs, "address">;

/** An adapter for things; `create` may be replaced. */
export function thingAdapter(create?: ThingDefinition["create"]): Adapter {
  return defineAdapter({
    type: thingType,
    inputs,
    ignores: { weight: "the test has no scales" },
    outputs: ["address"],
    create: create ?? (async (_, { name }) => ({ id: `id-${name}`, state: { address: `${name} street` } })),
  });
}

/** The real provisioner with these adapters. */
export function provisionerOf(...adapters: Adapter[]): DeployProvisioner {
  const byType = new Map(adapters.map((adapter) => [adapter.type, adapter]));
  // No adapter of these tests talks to AWS.
  const clients = {} as Awaited<ConstructorParameters<typeof DeployProvisioner>[2]>["clients"];
  const context = {
    target,
    clients,
    endpoint: "http://127.0.0.1:1",
    apiUrl: async (apiId: string, stage: string) => `http://127.0.0.1:1/${apiId}/${stage}`,
    streams: undefined,
    asynchronous: undefined,
    rollouts: undefined,
    onWidened: () => {},
    onAlarm: () => {},
  };
  return new DeployProvisioner(target, byType, Promise.resolve(context));
}

/** Runs a program against a provisioner. */
export function run(
  provisioner: Provisioner,
  program: () => unknown,
  options: Pick<ProgramOptions, "signal" | "timeoutMs" | "ready"> = {},
): Promise<ProgramRun> {
  return runProgram({ config, target, provisioner, program, ...options });
}

/** An adapter that counts what it creates. */
export function countingAdapter() {
  const created: string[] = [];
  const adapter = thingAdapter(async (_, { name }) => {
    created.push(name);
    return { id: name, state: { address: name } };
  });
  return { adapter, created };
}
