import type { PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { partitionOf } from "../../aws/partitions";
import type { Credentials } from "../../ops/stack/local-credentials";
import { loadStackConfig } from "../../program/config";
import type { SeenResource } from "../../program/monitor";
import type { DeploymentTarget } from "../../program/resource";
import { runProgram } from "../../program/run-program";
import type { AdapterContext } from "./adapter";
import { adapters } from "./adapters/all";
import { type Clients, createClients } from "./clients";
import { DeployProvisioner } from "./deploy-provisioner";
import { bundledApiUrl, findApiUrl, readablePaths } from "./foreign";
import type { WidenedGrant } from "./widened-grants";

/** A stack on the emulator. */
export interface Deployment {
  /** Stack outputs of `index.ts`, as plain values. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Number of resources, components and providers not counted. */
  readonly resources: number;
  /** From the call to the last resource, the program's load included. */
  readonly seconds: number;
  /** Of those, until the program was loaded. */
  readonly loadSeconds: number;
  /** IAM statements that were deployed to the emulator wider than declared, because it denies them wrongly. */
  readonly widenedGrants: readonly WidenedGrant[];
  /** What the emulator cannot honour, sorted: inputs as `type input: reason`, and types that are only declared. */
  readonly ignored: readonly string[];
  /** Alarms as deployed to the emulator, which does not store their expressions. */
  readonly alarms: readonly PutMetricAlarmCommandInput[];
  /** All declared resources, components included, with the result of their creation. */
  readonly declared: readonly SeenResource[];
}

/** Something that happened to a resource. */
export interface ResourceEvent {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly id: string;
}

/** What does parts of the emulator's work. */
export interface Fakes {
  /** Runs the mappings of DynamoDB streams instead of the emulator. Default: the emulator does. */
  readonly streams?: AdapterContext["streams"];
  /** Runs topics' calls of functions instead of the emulator. Default: the emulator does. */
  readonly asynchronous?: AdapterContext["asynchronous"];
  /** Rolls out new versions. Default: nobody. */
  readonly rollouts?: AdapterContext["rollouts"];
}

/** What to deploy, and where. */
export interface DeployOptions {
  /** Name of the stack: `Pulumi.<stack>.yaml`. */
  readonly stack: string;
  /** Of the emulator. */
  readonly endpoint: string;
  /** Config values that win over the stack's file; the project's name in front of a key may be left out. */
  readonly overrides: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called for each resource that now exists. */
  readonly onResource?: (event: ResourceEvent) => void;
  /** Account of the emulator. Default 000000000000. */
  readonly accountId?: string;
  /** Credentials of the emulator's administrator. Default: those that emulators accept by default. */
  readonly credentials?: Credentials;
  /** The emulator is not the bundled one: features that it lacks are skipped where possible, and its addresses are searched. Default: false. */
  readonly foreign?: boolean;
  /** A promise: the emulator does not answer before it resolves, so nothing is created until then. Its rejection ends the deployment. Default: none. */
  readonly fakes?: Fakes | Promise<Fakes>;
  /** Stands between the adapters and the SDK's clients, for a benchmark that records their calls. Default: nothing. */
  readonly wrapClients?: ((clients: Clients) => Clients) | undefined;
  /** The program, for tests. Default: `index.ts`. */
  readonly program?: () => unknown;
  /** Folder with the configuration, for tests. Default: the project's. */
  readonly configFolder?: string;
}

/**
 * Deploys the Pulumi program to an empty emulator: creates every resource as soon as its dependencies exist. Before its first `await` it loads the
 * program, which takes about a second.
 *
 * @throws {StackConfigError} the stack or its configuration cannot be read
 * @throws {UnsupportedTypeError | UnknownInputError | UnknownOutputError} the program uses what no adapter supports; nothing was created
 * yet
 * @throws {CreateError} the emulator rejected a resource; the message has its type and URN
 * @throws the program's own error
 */
export async function deploy(options: DeployOptions): Promise<Deployment> {
  const began = performance.now();
  const config = loadStackConfig(options.stack, options.overrides, options.configFolder);
  const target: DeploymentTarget = {
    project: config.project,
    stack: config.stack,
    region: config.region,
    partition: partitionOf(config.region).name,
    accountId: options.accountId ?? "000000000000",
  };
  const unknown = new Set<string>();
  const own = createClients(
    options.endpoint,
    target.region,
    options.credentials,
    options.foreign === true ? (text) => void unknown.add(text) : undefined,
  );
  const clients = options.wrapClients?.(own) ?? own;
  const widenedGrants: WidenedGrant[] = [];
  const alarms: PutMetricAlarmCommandInput[] = [];
  const common: Omit<AdapterContext, "name" | keyof Fakes> = {
    target,
    clients,
    endpoint: options.endpoint,
    async apiUrl(apiId, stage) {
      if (options.foreign !== true) return bundledApiUrl(options.endpoint, apiId, stage);
      const { url, found } = await findApiUrl(options.endpoint, apiId, stage, await readablePaths(clients, apiId));
      if (!found) unknown.add(`the API: the emulator at AWS_ENDPOINT_URL serves it at no address of a known form`);
      return url;
    },
    onWidened: (grant) => widenedGrants.push(grant),
    onAlarm: (alarm) => alarms.push(alarm),
  };
  const context = Promise.resolve(options.fakes).then(
    ({ streams, asynchronous, rollouts } = {}): Omit<AdapterContext, "name"> => ({
      ...common,
      streams,
      asynchronous,
      rollouts,
    }),
  );
  const provisioner = new DeployProvisioner(target, adapters, context);
  try {
    const run = await runProgram({
      config,
      target,
      provisioner,
      program: options.program,
      signal: options.signal,
      ready: context,
      onResource: ({ type, name, urn, id }) => options.onResource?.({ type, name, urn, id }),
    });
    return {
      outputs: run.outputs,
      resources: run.resources.filter((resource) => resource.custom && !resource.type.startsWith("pulumi:")).length,
      seconds: (performance.now() - began) / 1000,
      loadSeconds: run.loadMs / 1000,
      widenedGrants: distinct(widenedGrants),
      ignored: [...provisioner.ignored, ...unknown].sort(),
      alarms,
      declared: run.resources,
    };
  } finally {
    clients.destroy();
  }
}

/** Each once, in an order that does not depend on which resource was first. */
function distinct(grants: readonly WidenedGrant[]): WidenedGrant[] {
  const byText = new Map(grants.map((grant) => [JSON.stringify(grant), grant]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, grant]) => grant);
}
