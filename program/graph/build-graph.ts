import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { partitionOf } from "../../aws/partitions";
import { projectRoot } from "../../launch/project-root.cjs";
import { loadStackConfig } from "../config";
import type { SeenResource } from "../monitor";
import { AssetValue, type DeploymentTarget, type Plain } from "../resource";
import { runProgram } from "../run-program";
import { GraphProvisioner } from "./graph-provisioner";

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One resource as the program declares it. */
export interface GraphResource {
  readonly urn: string;
  /** Type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  /** False for components and the stack. */
  readonly custom: boolean;
  /** References as realistic values, secrets as "[secret]", assets as hashes; sorted by key. */
  readonly inputs: { readonly [name: string]: Json };
  /** URNs, sorted. */
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly ignoreChanges: readonly string[];
  /** Whether a replacement deletes the old resource first; absent when the provider decides. */
  readonly deleteBeforeReplace?: boolean;
}

/** Another program or configuration than the project's, for tests. */
export interface GraphOptions {
  /** @default `index.ts` */
  readonly program?: () => unknown;
  /** Folder with the configuration. @default the project's */
  readonly configFolder?: string;
  /** Account of the ARNs. @default the one of AWS's documentation examples */
  readonly accountId?: string;
}

/** The account of AWS's documentation examples. */
const exampleAccountId = "123456789012";

/**
 * The resources that the program declares for a stack, sorted by URN, without an emulator or an account. The same sources always give the
 * same graph.
 *
 * @param overrides config values that win over the stack's file; the project's name in front of a key may be left out
 * @throws {StackConfigError} the stack or its configuration cannot be read
 * @throws the program's own error
 */
export async function buildGraph(
  stack: string,
  overrides: Readonly<Record<string, string>>,
  options: GraphOptions = {},
): Promise<GraphResource[]> {
  const resources = await declaredResources(stack, overrides, options);
  return resources.map(toGraph).sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** As `buildGraph`, with all that the engine would know about each resource, outputs included, in order of creation. */
export async function declaredResources(
  stack: string,
  overrides: Readonly<Record<string, string>>,
  options: GraphOptions = {},
): Promise<readonly SeenResource[]> {
  const config = loadStackConfig(stack, overrides, options.configFolder);
  const target: DeploymentTarget = {
    project: config.project,
    stack,
    region: config.region,
    partition: partitionOf(config.region).name,
    accountId: options.accountId ?? exampleAccountId,
  };
  const run = await runProgram({ config, target, provisioner: new GraphProvisioner(target), program: options.program });
  return run.resources;
}

/** A resource's inputs as JSON: see `GraphResource`. */
export function plainInputs(resource: Pick<SeenResource, "inputs" | "secrets">): { readonly [name: string]: Json } {
  return object(resource.inputs, "", new Set(resource.secrets));
}

function toGraph(resource: SeenResource): GraphResource {
  const { urn, type, name, parent, custom, dependencies, protect, retainOnDelete, ignoreChanges } = resource;
  const inputs = plainInputs(resource);
  const { deleteBeforeReplace } = resource;
  return {
    ...{ urn, type, name, parent, custom, inputs, dependencies, protect, retainOnDelete, ignoreChanges },
    ...(deleteBeforeReplace !== undefined && { deleteBeforeReplace }),
  };
}

function json(value: Plain, path: string, secrets: ReadonlySet<string>): Json {
  if (secrets.has(path)) return "[secret]";
  if (value instanceof AssetValue) return { hash: assetHash(value) };
  if (Array.isArray(value)) return value.map((item, index) => json(item, `${path}[${index}]`, secrets));
  if (typeof value === "object" && value !== null)
    return object(value as Readonly<Record<string, Plain>>, `${path}.`, secrets);
  return value as Json;
}

function object(
  value: Readonly<Record<string, Plain>>,
  prefix: string,
  secrets: ReadonlySet<string>,
): { readonly [key: string]: Json } {
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, json(value[key] ?? null, `${prefix}${key}`, secrets)]));
}

/** SHA-256 over the archive's contents and their paths inside it; the location on this machine does not count. */
function assetHash(asset: AssetValue): string {
  const hash = createHash("sha256");
  for (const [path, content] of assetFiles(asset, "")) hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest("hex");
}

function assetFiles({ content }: AssetValue, path: string): [path: string, content: Buffer][] {
  switch (content.kind) {
    case "text":
      return [[path, Buffer.from(content.text)]];
    case "file":
      return [[path, readFileSync(resolve(projectRoot, content.path))]];
    case "archive":
      return Object.keys(content.assets)
        .sort()
        .flatMap((name) =>
          assetFiles(content.assets[name] ?? new AssetValue({ kind: "text", text: "" }), `${path}/${name}`),
        );
    case "archiveFile":
      return folderFiles(resolve(projectRoot, content.path), path);
  }
}

function folderFiles(folder: string, path: string): [path: string, content: Buffer][] {
  if (statSync(folder).isFile()) return [[path, readFileSync(folder)]];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => folderFiles(join(folder, name), `${path}/${name}`));
}
