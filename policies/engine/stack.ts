import type { Resource } from "./resource";
import { UnknownValue } from "./unknown";

/** All resources of a stack, and the references between them. */
export class Stack {
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byType = new Map<string, Resource[]>();
  private byHandle: Map<string, Resource[]> | undefined;

  constructor(readonly resources: readonly Resource[]) {
    this.byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    for (const resource of this.resources) {
      const others = this.byType.get(resource.type);
      if (others === undefined) this.byType.set(resource.type, [resource]);
      else others.push(resource);
    }
  }

  /** Resources of these types, in the order of the stack. */
  ofType(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource with this URN. */
  at(urn: string): Resource | undefined {
    return this.byUrn.get(urn);
  }

  /** The component or stack that is the parent of a resource. */
  parentOf(resource: Resource): Resource | undefined {
    return this.byUrn.get(resource.raw.parent);
  }

  /** Whether one resource depends on the other, directly or through others. */
  dependsOn(resource: Resource, other: Resource): boolean {
    const seen = new Set<string>();
    const waiting = [resource.urn];
    for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
      if (seen.has(urn)) continue;
      seen.add(urn);
      const raw = this.byUrn.get(urn)?.raw;
      const next = [...(raw?.dependencies ?? []), ...Object.values(raw?.propertyDependencies ?? {}).flat()];
      if (next.includes(other.urn)) return true;
      waiting.push(...next);
    }
    return false;
  }

  /**
   * The resources of these types that a property refers to, by ARN, id, name, URL or any other output. A value that a preview does not
   * know yet is traced through the dependencies that Pulumi records for the property.
   *
   * @returns empty when the property is absent, and when it names something outside the stack
   * @throws {UnknownValue} neither the value nor its origin is known
   */
  named(resource: Resource, path: string, ...types: readonly string[]): readonly Resource[] {
    try {
      const value = resource.text(path);
      return value === undefined ? [] : this.holding(value, ...types);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      const top = path.split(".")[0] ?? path;
      const sources = (resource.raw.propertyDependencies[top] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
      const found = sources.filter(({ type }) => types.includes(type));
      if (found.length === 0) throw error;
      return found;
    }
  }

  /** The resources of these types that have exactly this string as a top-level output or input. */
  holding(value: string, ...types: readonly string[]): readonly Resource[] {
    return (this.handles().get(value) ?? []).filter(({ type }) => types.includes(type));
  }

  private handles(): Map<string, Resource[]> {
    if (this.byHandle !== undefined) return this.byHandle;
    const handles = new Map<string, Resource[]>();
    for (const resource of this.resources) {
      const texts = new Set(Object.entries(resource.raw.props).flatMap(handleOf));
      for (const text of texts) {
        const others = handles.get(text);
        if (others === undefined) handles.set(text, [resource]);
        else others.push(resource);
      }
    }
    this.byHandle = handles;
    return handles;
  }
}

/** Outputs (and inputs) that identify the resource itself, never one that it refers to. */
const ownHandles: ReadonlySet<string> = new Set([
  ...["id", "arn", "url", "name", "bucket", "keyId", "streamArn", "qualifiedArn", "invokeArn", "executionArn"],
  ...[
    "configurationSetName",
    "emailIdentity",
    "dashboardName",
    "stageName",
    "deploymentConfigName",
    "latestStreamLabel",
  ],
]);

function handleOf([key, value]: [string, unknown]): string[] {
  return ownHandles.has(key) && typeof value === "string" && value !== "" ? [value] : [];
}
