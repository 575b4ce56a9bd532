import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as engineServices from "@pulumi/pulumi/proto/engine_grpc_pb";
import * as engineWire from "@pulumi/pulumi/proto/engine_pb";
import * as monitorServices from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { partitionOf } from "../../aws/partitions";
import { readYaml } from "../../cli/stack-files/read";
import { projectRoot } from "../../launch/project-root.cjs";
import { loadStackConfig } from "../../program/config";
import { GraphProvisioner } from "../../program/graph/graph-provisioner";
import { ProgramMonitor, type SeenResource } from "../../program/monitor";

/** What came of a run of the program under Pulumi's own entry. */
export interface EngineRun {
  readonly code: number | null;
  readonly resources: readonly SeenResource[];
  /** What the program logged to the engine, debugging aside, and printed. */
  readonly messages: string;
}

type Unary = (request: never, callback: (error: Error | null, response?: unknown) => void) => void;

/**
 * Runs `index.ts` as `pulumi up` does: in a Node process of its own, with the arguments of `Pulumi.yaml`, through the SDK's own entry, which
 * talks to an engine over gRPC. Only the engine is ours.
 */
export async function runUnderPulumi(stack: string): Promise<EngineRun> {
  const config = loadStackConfig(stack, {});
  const { project, region } = config;
  const target = { project, stack, region, partition: partitionOf(region).name, accountId: "123456789012" };
  const monitor = new ProgramMonitor(target, new GraphProvisioner(target), Promise.resolve(), () => undefined);
  const messages: string[] = [];
  const server = new grpc.Server();
  server.addService(monitorServices.ResourceMonitorService as never, handlersOf(monitor) as never);
  server.addService(engineServices.EngineService as never, engineHandlers(messages) as never);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  try {
    const address = `127.0.0.1:${port}`;
    const child = spawn(
      process.execPath,
      [
        ...nodeArguments(),
        createRequire(__filename).resolve("@pulumi/pulumi/cmd/run"),
        ...[`--monitor=${address}`, `--engine=${address}`, `--project=${project}`, `--stack=${stack}`],
        ...[`--pwd=${projectRoot}`, `--root-directory=${projectRoot}`, "--parallel=32", "index.ts"],
      ],
      {
        cwd: projectRoot,
        env: {
          PATH: process.env.PATH,
          PULUMI_CONFIG: JSON.stringify(config.values),
          PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys),
          PULUMI_NODEJS_TYPESCRIPT: "false",
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    child.stdout.on("data", (chunk: Buffer) => messages.push(chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => messages.push(chunk.toString("utf8")));
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, resources: monitor.resources, messages: messages.join("\n") };
  } finally {
    server.forceShutdown();
  }
}

/** `nodeargs` of `Pulumi.yaml`, as Pulumi's language host splits them. */
function nodeArguments(): string[] {
  const file = readYaml(readFileSync(join(projectRoot, "Pulumi.yaml"), "utf8"), "Pulumi.yaml").value as unknown as {
    readonly runtime: { readonly options: { readonly nodeargs: string } };
  };
  return file.runtime.options.nodeargs.split(" ");
}

/** The monitor's methods are those of the service, without gRPC's call around the request. */
function handlersOf(monitor: ProgramMonitor): Record<string, unknown> {
  const names = Object.keys(monitorServices.ResourceMonitorService as object);
  return Object.fromEntries(
    names.flatMap((name) => {
      const method: unknown = Reflect.get(monitor, name);
      if (typeof method !== "function") return [];
      const bound = method.bind(monitor) as Unary;
      return [[name, (call: { request: never }, callback: Parameters<Unary>[1]) => bound(call.request, callback)]];
    }),
  );
}

function engineHandlers(messages: string[]): Record<string, unknown> {
  let root = "";
  return {
    log: (call: { request: engineWire.LogRequest }, callback: Parameters<Unary>[1]) => {
      if (call.request.getSeverity() !== engineWire.LogSeverity.DEBUG) messages.push(call.request.getMessage());
      callback(null, new Empty());
    },
    setRootResource: (call: { request: engineWire.SetRootResourceRequest }, callback: Parameters<Unary>[1]) => {
      root = call.request.getUrn();
      callback(null, new engineWire.SetRootResourceResponse());
    },
    getRootResource: (_: unknown, callback: Parameters<Unary>[1]) => {
      const response = new engineWire.GetRootResourceResponse();
      response.setUrn(root);
      callback(null, response);
    },
  };
}
