import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import * as structs from "google-protobuf/google/protobuf/struct_pb";
import type { PolicyLevel } from "./config";
import type { PackInfo, PolicyConfiguration, PolicyInfo } from "./engine-config";

/** A resource as the engine would pass it to the analyzer. */
export interface Resource {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent; empty for the stack itself. */
  readonly parent: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs and outputs. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  /** Absent when the program does not set it. */
  readonly deleteBeforeReplace?: boolean;
  /** URNs. */
  readonly dependencies: readonly string[];
  /** For each input, the URNs of the resources that its value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** Request to check one resource by its inputs. */
export function resourceRequest(resource: Resource): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(resource.urn);
  request.setName(resource.name);
  request.setProperties(structs.Struct.fromJavaScript(plain(resource.inputs)));
  request.setOptions(options(resource));
  return request;
}

/** Request to check all resources by their state. */
export function stackRequest(resources: readonly Resource[]): messages.AnalyzeStackRequest {
  const request = new messages.AnalyzeStackRequest();
  request.setResourcesList(resources.map(stackResource));
  return request;
}

/** Levels and settings of all policies. */
export function configureRequest(
  configuration: ReadonlyMap<string, PolicyConfiguration>,
): messages.ConfigureAnalyzerRequest {
  const request = new messages.ConfigureAnalyzerRequest();
  for (const [name, { level, properties }] of configuration) {
    const policy = new messages.PolicyConfig();
    policy.setEnforcementlevel(toProto[level ?? "mandatory"]);
    // The protobuf struct sorts keys, so an object may come back in another order, as it does from the engine.
    policy.setProperties(structs.Struct.fromJavaScript(plain(properties)));
    request.getPolicyconfigMap().set(name, policy);
  }
  return request;
}

/** What a pack declares about itself. */
export function packInfo(info: messages.AnalyzerInfo): PackInfo {
  return {
    name: info.getName(),
    version: info.getVersion(),
    policies: info.getPoliciesList().map((policy) => ({
      name: policy.getName(),
      level: fromProto[policy.getEnforcementlevel()],
      properties: (policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {}) as PolicyInfo["properties"],
      required: policy.getConfigschema()?.getRequiredList() ?? [],
    })),
    initial: Object.fromEntries(
      Array.from(info.getInitialconfigMap().entries(), ([name, policy]) => [
        name,
        {
          level: fromProto[policy.getEnforcementlevel()],
          properties: policy.getProperties()?.toJavaScript() ?? {},
        },
      ]),
    ),
  };
}

const toProto = {
  mandatory: messages.EnforcementLevel.MANDATORY,
  advisory: messages.EnforcementLevel.ADVISORY,
  disabled: messages.EnforcementLevel.DISABLED,
  remediate: messages.EnforcementLevel.REMEDIATE,
} as const;

const fromProto: Readonly<Record<messages.EnforcementLevel, PolicyLevel>> = {
  [messages.EnforcementLevel.MANDATORY]: "mandatory",
  [messages.EnforcementLevel.ADVISORY]: "advisory",
  [messages.EnforcementLevel.DISABLED]: "disabled",
  [messages.EnforcementLevel.REMEDIATE]: "remediate",
};

function stackResource(resource: Resource): messages.AnalyzerResource {
  const request = new messages.AnalyzerResource();
  request.setType(resource.type);
  request.setUrn(resource.urn);
  request.setName(resource.name);
  request.setParent(resource.parent);
  request.setProperties(structs.Struct.fromJavaScript(plain(resource.state)));
  request.setOptions(options(resource));
  request.setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new messages.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(property, dependencies);
  }
  return request;
}

/** Required in every request: without the options the analyzer rejects the engine as too old. */
function options(resource: Resource): messages.AnalyzerResourceOptions {
  const result = new messages.AnalyzerResourceOptions();
  result.setProtect(resource.protect);
  result.setIgnorechangesList([...resource.ignoreChanges]);
  result.setParent(resource.parent);
  if (resource.deleteBeforeReplace !== undefined) {
    result.setDeletebeforereplacedefined(true);
    result.setDeletebeforereplace(resource.deleteBeforeReplace);
  }
  return result;
}

/** Through JSON, which drops undefined values: the protobuf struct rejects them. */
function plain(values: Readonly<Record<string, unknown>>): { [key: string]: structs.JavaScriptValue } {
  return JSON.parse(JSON.stringify(values)) as { [key: string]: structs.JavaScriptValue };
}
