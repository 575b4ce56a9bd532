import * as wireTypes from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as structs from "google-protobuf/google/protobuf/struct_pb";
import { aliasUrns, urnOf } from "./aliases";
import { CreateError, DeployError, UnsupportedTypeError } from "./errors";
import { remoteComponents } from "./remote/all";
import type { DeploymentTarget, PlainObject, Provisioner, ResourceRequest, ResourceState } from "./resource";
import { fromWire } from "./wire";

type Callback<T> = (error: Error | null, response?: T) => void;

/** A resource as the monitor has seen it, with what has become of it. */
export interface SeenResource extends ResourceRequest {
  readonly id: string;
  /** Outputs by name; empty for components. */
  readonly state: Readonly<Record<string, unknown>>;
}

/**
 * Stands in for the Pulumi engine's resource monitor: sees every resource that the program registers, whole, and has a provisioner
 * create it. Only creates; keeps no state.
 *
 * The first failure ends the run: what is being created is awaited, nothing new is begun, and the SDK never gets an answer for what
 * failed, so that no rejected promise is left behind in the program.
 */
export class ProgramMonitor {
  /** Rejects with the first failure, once nothing is being created any more. */
  readonly failed: Promise<never>;
  readonly resources: SeenResource[] = [];
  private readonly urns = new Set<string>();
  /** By URN, for the children of what has some. */
  private readonly aliases = new Map<string, readonly string[]>();
  private readonly inFlight = new Set<string>();
  private failure: Error | undefined;
  private reject: (error: Error) => void = () => undefined;

  /**
   * @param gate resolves when creating may begin
   * @param onCreated called for each custom resource that now exists
   */
  constructor(
    private readonly target: DeploymentTarget,
    private readonly provisioner: Provisioner,
    private readonly gate: Promise<void>,
    private readonly onCreated: (resource: SeenResource) => void,
  ) {
    this.failed = new Promise((_, reject) => {
      this.reject = reject;
    });
    this.failed.catch(() => undefined); // it may fail after everybody has stopped listening
  }

  /** Ends the run with this error, unless another came first. */
  fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new DeployError(String(error));
    if (this.inFlight.size === 0) this.reject(this.failure);
  }

  /** URNs being created now. */
  get pending(): readonly string[] {
    return [...this.inFlight].sort();
  }

  getDeploymentInfo(_request: Empty, callback: Callback<wireTypes.DeploymentInfo>): void {
    const info = new wireTypes.DeploymentInfo();
    const { ResourceMonitorFeature: feature } = wireTypes;
    info.setSupportedfeaturesList([
      feature.RESOURCE_MONITOR_FEATURE_SECRETS,
      feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
      feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
      feature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH,
      feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
    ]);
    callback(null, info);
  }

  supportsFeature(request: wireTypes.SupportsFeatureRequest, callback: Callback<{ getHassupport(): boolean }>): void {
    const supported = ["secrets", "aliasSpecs", "deletedWith", "replaceWith", "parameterization"].includes(
      request.getId(),
    );
    callback(null, { getHassupport: () => supported });
  }

  registerPackage(
    request: wireTypes.RegisterPackageRequest,
    callback: Callback<wireTypes.RegisterPackageResponse>,
  ): void {
    const response = new wireTypes.RegisterPackageResponse();
    response.setRef(`${request.getName()}-${request.getVersion()}`);
    callback(null, response);
  }

  registerResource(
    request: wireTypes.RegisterResourceRequest,
    callback: Callback<wireTypes.RegisterResourceResponse>,
  ): void {
    void this.guarded(async () => {
      const resource = this.describe(request);
      if (request.getRemote()) return await this.registerRemote(request, resource, callback);
      const found = request.getImportid();
      const { id, state } = await this.provision(resource, (known) =>
        found === "" ? this.provisioner.create(known) : this.provisioner.read(known, found),
      );
      const response = new wireTypes.RegisterResourceResponse();
      response.setUrn(resource.urn);
      response.setId(id);
      response.setObject(toStruct(state));
      return () => callback(null, response);
    });
  }

  /** A remote component's children are made inside its provider, which is not there: what is known of it makes them. */
  private async registerRemote(
    request: wireTypes.RegisterResourceRequest,
    component: ResourceRequest,
    callback: Callback<wireTypes.RegisterResourceResponse>,
  ): Promise<() => void> {
    const expand = remoteComponents[component.type];
    if (expand === undefined) throw new UnsupportedTypeError(component.type, component.name);
    await this.provision(component, async () => ({ id: "", state: {} }));
    const provider = request.getProvidersMap().get("aws") ?? "";
    const outputs = await expand(component, async ({ type, name, parent, inputs, dependsOn }) => {
      const child: ResourceRequest = {
        ...this.identify(type, name, parent),
        custom: true,
        inputs: Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.value])),
        secrets: [],
        dependencies: dependsOn.toSorted(),
        propertyDependencies: Object.fromEntries(Object.entries(inputs).map(([key, { from = [] }]) => [key, from])),
        protect: component.protect,
        retainOnDelete: component.retainOnDelete,
        ignoreChanges: [],
        provider,
      };
      const { id } = await this.provision(child, (known) => this.provisioner.create(known));
      return { urn: child.urn, id };
    });
    const response = new wireTypes.RegisterResourceResponse();
    response.setUrn(component.urn);
    response.setObject(toStruct(Object.fromEntries(Object.entries(outputs).map(([key, { value }]) => [key, value]))));
    for (const [key, { from }] of Object.entries(outputs)) {
      const sources = new wireTypes.RegisterResourceResponse.PropertyDependencies();
      sources.setUrnsList([...from]);
      response.getPropertydependenciesMap().set(key, sources);
    }
    return () => callback(null, response);
  }

  readResource(request: wireTypes.ReadResourceRequest, callback: Callback<wireTypes.ReadResourceResponse>): void {
    void this.guarded(async () => {
      const { values, secrets } = fromWire(request.getProperties()?.toJavaScript() ?? {});
      const resource: ResourceRequest = {
        ...this.identify(request.getType(), request.getName(), request.getParent()),
        custom: true,
        inputs: values,
        secrets,
        dependencies: request.getDependenciesList().toSorted(),
        propertyDependencies: {},
        protect: false,
        retainOnDelete: false,
        ignoreChanges: [],
        provider: request.getProvider(),
      };
      const { state } = await this.provision(resource, (known) => this.provisioner.read(known, request.getId()));
      const response = new wireTypes.ReadResourceResponse();
      response.setUrn(resource.urn);
      response.setProperties(toStruct(state));
      return () => callback(null, response);
    });
  }

  invoke(request: wireTypes.ResourceInvokeRequest, callback: Callback<wireTypes.ResourceInvokeResponse>): void {
    void this.guarded(async () => {
      const { values } = fromWire(request.getArgs()?.toJavaScript() ?? {});
      const answer =
        request.getTok() === "pulumi:pulumi:getResource"
          ? this.referred(values)
          : await this.provisioner.invoke(request.getTok(), values);
      const response = new wireTypes.ResourceInvokeResponse();
      response.setReturn(toStruct(answer));
      return () => callback(null, response);
    });
  }

  registerResourceOutputs(_request: wireTypes.RegisterResourceOutputsRequest, callback: Callback<Empty>): void {
    callback(null, new Empty());
  }

  signalAndWaitForShutdown(_request: Empty, callback: Callback<Empty>): void {
    callback(null, new Empty());
  }

  call(request: wireTypes.ResourceCallRequest): void {
    this.fail(new DeployError(`the local run does not support calling methods of resources (${request.getTok()})`));
  }

  existsResource(request: wireTypes.ExistsResourceRequest): void {
    this.fail(new DeployError(`the local run does not support asking whether a ${request.getType()} exists`));
  }

  /** What a reference to a resource of this run leads to. */
  private referred({ urn }: PlainObject): Readonly<Record<string, unknown>> {
    const found = this.resources.find((resource) => resource.urn === urn);
    if (found === undefined) throw new DeployError(`there is no resource ${JSON.stringify(urn)}`);
    return { urn, id: found.id, state: found.state };
  }

  /** Runs `work` and then its answer; a failure ends the run, and then nothing is answered. */
  private async guarded(work: () => Promise<() => void>): Promise<void> {
    try {
      const answer = await work();
      if (this.failure === undefined) answer();
    } catch (error) {
      this.fail(error);
    }
  }

  private async provision(
    resource: ResourceRequest,
    make: (resource: ResourceRequest) => Promise<ResourceState>,
  ): Promise<ResourceState> {
    if (this.urns.has(resource.urn)) throw new DeployError(`two resources have the same URN: ${resource.urn}`);
    this.urns.add(resource.urn);
    if (!resource.custom) {
      this.resources.push({ ...resource, id: "", state: {} });
      return { id: "", state: {} };
    }
    await this.gate;
    if (this.failure !== undefined) return this.failed;
    this.inFlight.add(resource.urn);
    try {
      const made = await make(resource);
      const seen = { ...resource, ...made };
      this.resources.push(seen);
      this.onCreated(seen);
      return made;
    } catch (error) {
      const wrapped = error instanceof DeployError ? error : new CreateError(resource.type, resource.urn, error);
      this.failure ??= wrapped;
      throw wrapped;
    } finally {
      this.inFlight.delete(resource.urn);
      if (this.failure !== undefined) this.fail(this.failure);
    }
  }

  private describe(request: wireTypes.RegisterResourceRequest): ResourceRequest {
    const { values, secrets } = fromWire(request.getObject()?.toJavaScript() ?? {});
    const identity = this.identify(request.getType(), request.getName(), request.getParent());
    const { stack, project } = this.target;
    const parentAliases = this.aliases.get(identity.parent) ?? [];
    const aliases = aliasUrns({ ...identity, stack, project }, request.getAliasesList(), parentAliases);
    this.aliases.set(identity.urn, aliases);
    return {
      ...identity,
      custom: request.getCustom(),
      inputs: values,
      secrets,
      dependencies: request.getDependenciesList().toSorted(),
      propertyDependencies: sourcesOf(request),
      protect: request.getProtect() === true,
      retainOnDelete: request.getRetainondelete() === true,
      ignoreChanges: request.getIgnorechangesList(),
      ...(request.getDeletebeforereplacedefined() && { deleteBeforeReplace: request.getDeletebeforereplace() }),
      ...(aliases.length > 0 && { aliases }),
      provider: request.getProvider(),
    };
  }

  private identify(type: string, name: string, parent: string) {
    const { stack, project } = this.target;
    return { urn: urnOf({ stack, project, parent, type, name }), type, name, parent };
  }
}

/** Input, and URNs of the resources that its value was made from. */
function sourcesOf(request: wireTypes.RegisterResourceRequest): Readonly<Record<string, readonly string[]>> {
  const sources: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((found, property) => {
    sources[property] = found.getUrnsList().toSorted();
  });
  return sources;
}

function toStruct(values: Readonly<Record<string, unknown>>): Struct {
  // Through JSON, because the struct refuses undefined, which stands for "not there".
  return structs.Struct.fromJavaScript(JSON.parse(JSON.stringify(values)));
}
